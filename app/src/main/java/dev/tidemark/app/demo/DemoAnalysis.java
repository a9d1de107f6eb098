package dev.tidemark.app.demo;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.ParamsReading;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.analysis.report.SessionClock;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.app.analysis.LocalAnalysis;
import dev.tidemark.app.analysis.StoredResults;
import dev.tidemark.app.cli.Json;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.simulator.MarketModel;
import dev.tidemark.ingest.simulator.PlantedWindow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The last step of the demo: is there mean reversion, when, and how sure is that? */
final class DemoAnalysis {
  private static final List<Timeframe> INTERVALS =
      List.of(Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.M1);

  private final MarketData market;
  private final StoredResults results;
  private final DemoPrinter printer;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Execution.Progress progress;

  DemoAnalysis(
      MarketData market,
      StoredResults results,
      DemoPrinter printer,
      InstantSource clock,
      LongSupplier ticker,
      Execution.Progress progress) {
    this.market = market;
    this.results = results;
    this.printer = printer;
    this.clock = clock;
    this.ticker = ticker;
    this.progress = progress;
  }

  /** Analyses a simulated instrument and says whether what was planted was found. */
  void check(MarketModel model) {
    Optional<AnalysisResult> result = analyze(model.symbol());
    result.ifPresent(found -> printer.line("      " + verdict(planted(found, model), found)));
  }

  /** Analyses an instrument with all defaults; empty, and said why, when the data do not do. */
  Optional<AnalysisResult> analyze(String symbol) {
    long started = ticker.getAsLong();
    LocalAnalysis analysis;
    try {
      analysis =
          LocalAnalysis.run(
              market,
              params(symbol),
              clock.instant(),
              new Execution(Runtime.getRuntime().availableProcessors(), progress, () -> false));
    } catch (TidemarkException refused) {
      printer.line("  " + symbol + " was not analysed: " + refused.what() + ": " + refused.why());
      return Optional.empty();
    }
    results.store(analysis, clock.instant());
    AnalysisResult result = analysis.result();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("analysisId", analysis.id());
    details.put("resultHash", analysis.body().hash());
    details.put("tested", result.tested());
    details.put("surviving", String.join(", ", surviving(result)));
    printer.step(
        symbol
            + ", "
            + result.params().interval()
            + " bars, "
            + result.tested()
            + " windows tested",
        result.bars().present(),
        Duration.ofNanos(ticker.getAsLong() - started),
        "tidemark verify " + analysis.id(),
        details);
    for (int cell : result.topWindows()) {
      printer.line("      " + sentence(result, result.cells().get(cell)));
    }
    if (result.topWindows().isEmpty()) {
      printer.line("      no window survives FDR control");
    }
    result.warnings().forEach(w -> printer.line("      " + w.code() + ": " + w.text()));
    return Optional.of(result);
  }

  private AnalysisParams params(String symbol) {
    TickerInfo info = market.ticker(symbol).orElseThrow();
    Timeframe interval =
        INTERVALS.stream()
            .filter(i -> info.coverage().stream().anyMatch(c -> c.interval() == i))
            .findFirst()
            .orElse(Timeframe.M5);
    ParamsReading reading =
        new ParamsReader(market::ticker, RequestRules.LOCAL)
            .read(Json.object().put("ticker", symbol).put("interval", interval.code()), "");
    return reading.orThrow();
  }

  private static String sentence(AnalysisResult result, CellResult cell) {
    return String.format(
        Locale.ROOT,
        "%s: %d trades, %.1f bp each net of costs, q = %.4f",
        name(result, cell),
        cell.trades(),
        cell.statistics().meanNetBps(),
        cell.evidence() == null ? Double.NaN : cell.evidence().qBh());
  }

  private static String name(AnalysisResult result, CellResult cell) {
    SessionClock clock = SessionClock.of(result.params().calendar(), result.params().windows());
    String day = cell.day() == null ? "" : cell.day().name().substring(0, 3) + " ";
    return day + clock.window(cell.bin());
  }

  private static TreeSet<String> surviving(AnalysisResult result) {
    return result.cells().stream()
        .filter(cell -> cell.status() == CellResult.Status.PASS)
        .map(cell -> name(result, cell))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The cells that lie in a planted window, by name. */
  private static TreeSet<String> planted(AnalysisResult result, MarketModel model) {
    int bin = result.params().windows().binMinutes();
    TreeSet<String> names = new TreeSet<>();
    for (CellResult cell : result.cells()) {
      for (PlantedWindow window : model.planted()) {
        if (window.day() == cell.day()
            && cell.bin() * bin >= window.startMinute()
            && cell.bin() * bin < window.endMinute()) {
          names.add(name(result, cell));
        }
      }
    }
    return names;
  }

  private static String verdict(TreeSet<String> planted, AnalysisResult result) {
    TreeSet<String> found = surviving(result);
    if (planted.isEmpty()) {
      return found.isEmpty()
          ? "right: nothing was planted"
          : "wrong: nothing was planted, so these are false discoveries: " + list(found);
    }
    TreeSet<String> missed = new TreeSet<>(planted);
    missed.removeAll(found);
    TreeSet<String> more = new TreeSet<>(found);
    more.removeAll(planted);
    if (missed.isEmpty() && more.isEmpty()) {
      return "right: exactly what was planted";
    }
    List<String> parts = new ArrayList<>();
    parts.add("planted: " + list(planted));
    if (!missed.isEmpty()) {
      parts.add("missed: " + list(missed));
    }
    if (!more.isEmpty()) {
      parts.add("found besides: " + list(more));
    }
    return String.join("; ", parts);
  }

  private static String list(TreeSet<String> names) {
    return String.join(", ", names);
  }
}
