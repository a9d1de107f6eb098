package dev.tidemark.app.command.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Every parameter of an analysis as an option. They are put into a request as they are typed, and
 * judged where requests are judged.
 */
final class ParameterOptions {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--start", paramLabel = "DATE", description = "First session; default: stored.")
  private @Nullable String start;

  @Option(names = "--end", paramLabel = "DATE", description = "Last session; default: stored.")
  private @Nullable String end;

  @Option(
      names = "--interval",
      paramLabel = "I",
      description = "1m, 5m, 15m or 1h; default: 5m if stored, else 15m, 1h, 1m.")
  private @Nullable String interval;

  @Option(
      names = "--calendar",
      paramLabel = "C",
      description = "XNYS, CRYPTO_24X7 or FX_24X5; default: the instrument's.")
  private @Nullable String calendar;

  @Option(
      names = "--bins",
      paramLabel = "MINUTES",
      description = "Length of a window; default 60, crypto 360, FX 180.")
  private @Nullable String bins;

  @Option(
      names = "--days",
      split = ",",
      paramLabel = "DAY",
      description = "Such as TUE,THU; default: all trading days.")
  private List<String> days = new ArrayList<>();

  @Option(names = "--all-days", description = "Do not tell the days of the week apart.")
  private boolean allDays;

  @Option(
      names = "--signal",
      paramLabel = "S",
      description = "ZSCORE, EMA_DEV or VWAP_DEV; default ZSCORE.")
  private @Nullable String signal;

  @Option(
      names = "--lookback",
      split = ",",
      paramLabel = "BARS",
      description = "Bars of the signal, 5 to 500; default 20. Several: every combination.")
  private List<String> lookback = new ArrayList<>();

  @Option(
      names = "--entry",
      split = ",",
      paramLabel = "X",
      description = "|signal| at which to enter; default 2.")
  private List<String> entry = new ArrayList<>();

  @Option(
      names = "--exit",
      split = ",",
      paramLabel = "X",
      description = "|signal| at which the target is met; default 0.5.")
  private List<String> exit = new ArrayList<>();

  @Option(
      names = "--stop",
      split = ",",
      paramLabel = "X",
      description = "|signal| at which to give up; default: none.")
  private List<String> stop = new ArrayList<>();

  @Option(names = "--side", paramLabel = "S", description = "BOTH, LONG or SHORT; default BOTH.")
  private @Nullable String side;

  @Option(names = "--max-holding", paramLabel = "BARS", description = "1 to 500; default 12.")
  private @Nullable String maxHolding;

  @Option(names = "--overnight", description = "Positions may be held over the close.")
  private boolean overnight;

  @Option(names = "--bps", paramLabel = "X", description = "Costs a side; default 1.")
  private @Nullable String bps;

  @Option(
      names = "--costs",
      paramLabel = "MODE",
      description = "BARS, or QUOTES for fills at stored bids and asks; default BARS.")
  private @Nullable String costs;

  @Option(
      names = "--fallback-half-spread",
      paramLabel = "BPS",
      description = "QUOTES: where no quote is valid; default 5.")
  private @Nullable String fallback;

  @Option(
      names = "--max-quote-age",
      paramLabel = "SECONDS",
      description = "QUOTES: an older one does not count; default 5.")
  private @Nullable String quoteAge;

  @Option(names = "--no-tick-floor", description = "Costs may be below half a tick.")
  private boolean noTickFloor;

  @Option(names = "--train", paramLabel = "SESSIONS", description = "Of a fold; default 126.")
  private @Nullable String train;

  @Option(names = "--test", paramLabel = "SESSIONS", description = "Of a fold; default 21.")
  private @Nullable String test;

  @Option(names = "--embargo", paramLabel = "SESSIONS", description = "Between the two; default 1.")
  private @Nullable String embargo;

  @Option(names = "--anchored", description = "Train on all sessions before, not the last ones.")
  private boolean anchored;

  @Option(names = "--min-folds", paramLabel = "N", description = "Default 3.")
  private @Nullable String minFolds;

  @Option(
      names = "--min-trades",
      paramLabel = "N",
      description = "A window with fewer is not tested; default 30.")
  private @Nullable String minTrades;

  @Option(
      names = "--min-sessions",
      paramLabel = "N",
      description = "A window with fewer is not tested; default 20.")
  private @Nullable String minSessions;

  @Option(names = "--replicates", paramLabel = "B", description = "Bootstrap; default 9999.")
  private @Nullable String replicates;

  @Option(
      names = "--replicate-exceedances",
      paramLabel = "H",
      description = "At which drawing stops early; default 100.")
  private @Nullable String replicateExceedances;

  @Option(
      names = "--block",
      paramLabel = "L",
      description = "Mean block length in sessions; default auto.")
  private @Nullable String block;

  @Option(
      names = "--bootstrap",
      paramLabel = "METHOD",
      description = "STATIONARY or CIRCULAR; default STATIONARY.")
  private @Nullable String bootstrap;

  @Option(names = "--paths", paramLabel = "B", description = "Null paths; default 999.")
  private @Nullable String paths;

  @Option(
      names = "--path-exceedances",
      paramLabel = "H",
      description = "At which drawing stops early; default 20.")
  private @Nullable String pathExceedances;

  @Option(names = "--fdr", paramLabel = "METHOD", description = "BH or BY; default BH.")
  private @Nullable String fdr;

  @Option(names = "--q", paramLabel = "LEVEL", description = "False discovery rate; default 0.1.")
  private @Nullable String level;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Unsigned 64-bit; default: derived from parameters and data.")
  private @Nullable String seed;

  /** Puts what was typed over a request. */
  void apply(ObjectNode request) {
    put(request, "horizon", "start", text(start));
    put(request, "horizon", "end", text(end));
    put(request, "interval", text(interval));
    put(request, "calendar", upper(calendar));
    put(request, "windows", "bin_minutes", number(bins));
    if (!days.isEmpty()) {
      ArrayNode wanted = NODES.arrayNode();
      days.forEach(day -> wanted.add(day.strip().toUpperCase(Locale.ROOT)));
      put(request, "windows", "days", wanted);
    }
    put(request, "windows", "mode", allDays ? NODES.textNode("ALL_DAYS") : null);
    put(request, "signal", "type", upper(signal));
    grid(request);
    put(request, "side", upper(side));
    put(request, "max_holding_bars", number(maxHolding));
    put(request, "allow_overnight", overnight ? NODES.booleanNode(true) : null);
    put(request, "costs", "mode", upper(costs));
    put(request, "costs", "bps_per_side", number(bps));
    put(request, "costs", "fallback_half_spread_bps", number(fallback));
    put(request, "costs", "max_quote_age_s", number(quoteAge));
    put(request, "costs", "tick_floor", noTickFloor ? NODES.booleanNode(false) : null);
    put(request, "walk_forward", "train", number(train));
    put(request, "walk_forward", "test", number(test));
    put(request, "walk_forward", "embargo", number(embargo));
    put(request, "walk_forward", "mode", anchored ? NODES.textNode("ANCHORED") : null);
    put(request, "walk_forward", "min_folds", number(minFolds));
    put(request, "min_trades", number(minTrades));
    put(request, "min_sessions", number(minSessions));
    put(request, "bootstrap", "method", upper(bootstrap));
    put(request, "bootstrap", "B", number(replicates));
    put(request, "bootstrap", "h", number(replicateExceedances));
    put(request, "bootstrap", "block", number(block));
    put(request, "null_paths", "B", number(paths));
    put(request, "null_paths", "h", number(pathExceedances));
    put(request, "fdr", "method", upper(fdr));
    put(request, "fdr", "q", number(level));
    put(request, "seed", text(seed));
  }

  /** Every combination of the values given; a value not given keeps its default. */
  private void grid(ObjectNode request) {
    if (lookback.isEmpty() && entry.isEmpty() && exit.isEmpty() && stop.isEmpty()) {
      return;
    }
    List<ObjectNode> configs = List.of(NODES.objectNode());
    configs = times(configs, "lookback", lookback);
    configs = times(configs, "entry", entry);
    configs = times(configs, "exit", exit);
    configs = times(configs, "stop", stop);
    ArrayNode grid = NODES.arrayNode();
    configs.forEach(grid::add);
    request.set("grid", grid);
  }

  private static List<ObjectNode> times(
      List<ObjectNode> configs, String name, List<String> values) {
    if (values.isEmpty()) {
      return configs;
    }
    List<ObjectNode> product = new ArrayList<>();
    for (ObjectNode config : configs) {
      for (String value : values) {
        ObjectNode one = config.deepCopy();
        put(one, name, number(value));
        product.add(one);
      }
    }
    return product;
  }

  private static void put(ObjectNode request, String name, @Nullable JsonNode value) {
    if (value != null) {
      request.set(name, value);
    }
  }

  private static void put(
      ObjectNode request, String object, String name, @Nullable JsonNode value) {
    if (value != null) {
      JsonNode part = request.get(object);
      ObjectNode into = part instanceof ObjectNode known ? known : request.putObject(object);
      into.set(name, value);
    }
  }

  private static @Nullable JsonNode text(@Nullable String typed) {
    return typed == null ? null : NODES.textNode(typed.strip());
  }

  private static @Nullable JsonNode upper(@Nullable String typed) {
    return typed == null ? null : NODES.textNode(typed.strip().toUpperCase(Locale.ROOT));
  }

  /** A number as one; what is none stays a text, for the reader of requests to complain about. */
  private static @Nullable JsonNode number(@Nullable String typed) {
    if (typed == null) {
      return null;
    }
    try {
      return JSON.valueToTree(new BigDecimal(typed.strip()));
    } catch (NumberFormatException e) {
      return NODES.textNode(typed.strip());
    }
  }
}
