package dev.tidemark.analysis.params;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request (spec §4.1): fills in the defaults, checks every bound, and finds all problems
 * rather than the first. Types are strict: a number in quotes is not a number; only the seed may be
 * either. Thread-safe if the lookup is.
 */
public final class ParamsReader {
  private static final BigInteger SEEDS = BigInteger.TWO.pow(64);

  private final Function<String, Optional<TickerInfo>> tickers;
  private final RequestRules rules;

  /**
   * @param tickers what is stored of a ticker; its calendar is the default, and with {@link
   *     RequestRules#horizonFromData} its coverage the default horizon
   */
  public ParamsReader(Function<String, Optional<TickerInfo>> tickers, RequestRules rules) {
    this.tickers = tickers;
    this.rules = rules;
  }

  /** Reads the body of a request: UTF-8, at most {@link RequestRules#MAX_BODY_BYTES}. */
  public ParamsReading read(byte[] body) {
    Problems problems = new Problems();
    if (body.length > RequestRules.MAX_BODY_BYTES) {
      problems.add(
          "",
          Reason.BODY_TOO_LARGE,
          "The request has " + body.length + " bytes",
          "An analysis is described in at most " + RequestRules.MAX_BODY_BYTES + " bytes");
      return new ParamsReading.Rejected(problems.list());
    }
    try {
      return read(StrictJson.tree(body), "");
    } catch (StrictJson.Malformed e) {
      problems.add(
          e.pointer(),
          Reason.MALFORMED_JSON,
          e.getMessage(),
          "Send one JSON object in UTF-8, each key once");
      return new ParamsReading.Rejected(problems.list());
    }
  }

  /**
   * Reads a request that is part of a larger document.
   *
   * @param pointer where it stands there; begins the pointers of all problems
   */
  public ParamsReading read(JsonNode request, String pointer) {
    Problems problems = new Problems();
    AnalysisParams params =
        params(RequestObject.of(request, pointer, Fields.ROOT, problems), pointer, problems);
    return params == null || !problems.isEmpty()
        ? new ParamsReading.Rejected(problems.list())
        : new ParamsReading.Accepted(params);
  }

  private @Nullable AnalysisParams params(RequestObject root, String pointer, Problems problems) {
    String ticker = ticker(root, problems);
    Optional<TickerInfo> stored = ticker.isEmpty() ? Optional.empty() : tickers.apply(ticker);
    Timeframe interval =
        Timeframe.parse(root.text("interval", Fields.INTERVALS, Fields.DEFAULT_INTERVAL));
    Horizon horizon =
        Horizon.read(
            root.object("horizon", Fields.HORIZON),
            rules.horizonFromData() ? stored : Optional.empty(),
            interval,
            rules,
            problems);
    CalendarId calendar = calendar(root, stored, problems);
    root.text("session_filter", Fields.SESSION_FILTERS, "RTH");
    // Without a calendar the defaults of another do: the request is refused, its problems are not.
    CalendarId assumed = calendar == null ? CalendarId.CRYPTO_24X7 : calendar;
    AnalysisParams params =
        new AnalysisParams(
            ticker,
            interval,
            horizon.start(),
            horizon.end(),
            assumed,
            windows(root.object("windows", Fields.WINDOWS), assumed, interval, problems),
            root.object("signal", Fields.SIGNAL).choice(Fields.SIGNAL_TYPE),
            grid(root, problems),
            root.choice(Fields.SIDE),
            root.whole(Fields.MAX_HOLDING),
            root.flag(Fields.OVERNIGHT),
            costs(root.object("costs", Fields.COSTS)),
            folds(root.object("walk_forward", Fields.FOLDS)),
            root.whole(Fields.MIN_TRADES),
            root.whole(Fields.MIN_SESSIONS),
            bootstrap(root.object("bootstrap", Fields.BOOTSTRAP), problems),
            paths(root.object("null_paths", Fields.PATHS)),
            discovery(root.object("fdr", Fields.FDR)),
            seed(root, problems));
    if (calendar != null) {
      new CrossChecks(params, rules, pointer, problems).run();
    }
    return calendar == null ? null : params;
  }

  private static String ticker(RequestObject root, Problems problems) {
    JsonNode value = root.get("ticker");
    String hint = "Give one to 32 of: A-Z 0-9 . : / _ -";
    if (value == null) {
      problems.invalid(root.at("ticker"), "The ticker is missing", hint);
    } else if (!value.isTextual()) {
      problems.invalid(
          root.at("ticker"), "Expected a text, found " + RequestObject.kind(value), hint);
    } else if (!value.textValue().matches(Fields.TICKER_PATTERN)) {
      problems.invalid(
          root.at("ticker"), "'" + Problems.quoted(value.textValue()) + "' is not a ticker", hint);
    } else {
      return value.textValue();
    }
    return "";
  }

  private static @Nullable CalendarId calendar(
      RequestObject root, Optional<TickerInfo> stored, Problems problems) {
    if (root.get("calendar") != null) {
      List<String> names = Stream.of(CalendarId.values()).map(Enum::name).toList();
      return CalendarId.valueOf(root.text("calendar", names, CalendarId.CRYPTO_24X7.name()));
    }
    if (stored.isPresent()) {
      return stored.get().instrument().calendar();
    }
    if (problems.none(root.at("ticker"))) {
      problems.add(
          root.at("ticker"),
          Reason.NO_DATA,
          "Nothing is stored of this ticker, so its calendar is not known",
          "Load its bars first, or name a ticker that is stored");
    }
    return null;
  }

  private static Windows windows(
      RequestObject at, CalendarId calendar, Timeframe interval, Problems problems) {
    int fallback =
        switch (calendar) {
          case XNYS -> 60;
          case CRYPTO_24X7 -> 360;
          case FX_24X5 -> 180;
        };
    int binMinutes = at.whole(Fields.BIN_MINUTES, fallback);
    int intervalMinutes = interval.seconds() / 60;
    if (binMinutes % intervalMinutes != 0) {
      problems.invalid(
          at.at(Fields.BIN_MINUTES.name()),
          "A bin of " + binMinutes + " minutes does not hold whole bars of " + interval,
          "Give a multiple of " + intervalMinutes);
    }
    return new Windows(binMinutes, days(at, calendar, problems), at.choice(Fields.WINDOWS_MODE));
  }

  private static List<DayOfWeek> days(RequestObject at, CalendarId calendar, Problems problems) {
    List<String> trading = Fields.DAYS.subList(0, calendar == CalendarId.CRYPTO_24X7 ? 7 : 5);
    JsonNode value = at.get("days");
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    String hint = "Give days on which " + calendar + " trades: " + String.join(", ", trading);
    if (value == null) {
      trading.forEach(day -> days.add(DayOfWeek.of(Fields.DAYS.indexOf(day) + 1)));
    } else if (!value.isArray() || value.isEmpty() || value.size() > Fields.DAYS.size()) {
      problems.invalid(at.at("days"), "Expected an array of one to seven days", hint);
    } else {
      for (int i = 0; i < value.size(); i++) {
        JsonNode day = value.get(i);
        String pointer = at.at("days") + "/" + i;
        if (!day.isTextual() || !trading.contains(day.textValue())) {
          problems.invalid(pointer, RequestObject.kind(day) + " is not such a day", hint);
        } else if (!days.add(DayOfWeek.of(Fields.DAYS.indexOf(day.textValue()) + 1))) {
          problems.invalid(pointer, day.textValue() + " is there twice", "Name each day once");
        }
      }
    }
    return List.copyOf(days);
  }

  private static List<GridConfig> grid(RequestObject root, Problems problems) {
    JsonNode value = root.get("grid");
    if (value == null) {
      return List.of(
          new GridConfig(
              Fields.LOOKBACK.fallback(), Fields.ENTRY.fallback(), Fields.EXIT.fallback(), null));
    }
    if (!value.isArray() || value.isEmpty() || value.size() > Fields.MAX_CONFIGS) {
      problems.invalid(
          root.at("grid"),
          value.isArray()
              ? "The grid has " + value.size() + " configurations"
              : "Expected an array, found " + RequestObject.kind(value),
          "Give an array of 1 to " + Fields.MAX_CONFIGS + " configurations");
      return List.of();
    }
    List<GridConfig> grid = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      RequestObject at =
          RequestObject.of(value.get(i), root.at("grid") + "/" + i, Fields.CONFIG, problems);
      grid.add(
          new GridConfig(
              at.whole(Fields.LOOKBACK),
              at.real(Fields.ENTRY),
              at.real(Fields.EXIT),
              at.optionalReal(Fields.STOP)));
    }
    return grid;
  }

  private static Costs costs(RequestObject at) {
    return new Costs(
        at.choice(Fields.COST_MODE),
        at.real(Fields.BPS_PER_SIDE),
        at.real(Fields.FALLBACK),
        at.whole(Fields.QUOTE_AGE),
        at.flag(Fields.TICK_FLOOR));
  }

  private static WalkForward folds(RequestObject at) {
    return new WalkForward(
        at.whole(Fields.TRAIN),
        at.whole(Fields.TEST),
        at.whole(Fields.EMBARGO),
        at.choice(Fields.FOLD_MODE),
        at.whole(Fields.MIN_FOLDS));
  }

  private static Bootstrap bootstrap(RequestObject at, Problems problems) {
    return new Bootstrap(
        at.choice(Fields.BOOT_METHOD),
        at.whole(Fields.BOOT_B),
        at.whole(Fields.BOOT_H),
        block(at, problems));
  }

  private static @Nullable Double block(RequestObject at, Problems problems) {
    JsonNode block = at.get("block");
    if (block == null || block.isTextual() && Fields.AUTO.equals(block.textValue())) {
      return null;
    }
    if (block.isNumber()) {
      return at.optionalReal(Fields.BLOCK);
    }
    problems.invalid(
        at.at("block"),
        "Expected \"auto\" or a number, found " + RequestObject.kind(block),
        "Leave it out to choose the block length automatically");
    return null;
  }

  private static NullPaths paths(RequestObject at) {
    return new NullPaths(at.whole(Fields.PATHS_B), at.whole(Fields.PATHS_H));
  }

  private static FalseDiscovery discovery(RequestObject at) {
    return new FalseDiscovery(at.choice(Fields.FDR_METHOD), at.real(Fields.FDR_Q));
  }

  private static @Nullable Long seed(RequestObject root, Problems problems) {
    JsonNode value = root.get("seed");
    if (value == null) {
      return null;
    }
    BigInteger seed = null;
    BigDecimal number = RequestObject.decimal(value);
    if (number != null && RequestObject.isWhole(number)) {
      seed = number.toBigInteger();
    } else if (value.isTextual() && value.textValue().matches(Fields.SEED_PATTERN)) {
      seed = new BigInteger(value.textValue());
    }
    if (seed == null || seed.signum() < 0 || seed.compareTo(SEEDS) >= 0) {
      problems.invalid(
          root.at("seed"),
          RequestObject.kind(value) + " is not an unsigned 64-bit number",
          "Give 0 to 18446744073709551615, in quotes above 2^53, or leave it out to derive it");
      return null;
    }
    return seed.longValue();
  }
}
