package dev.tidemark.app.command.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.ParamProblem;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.ParamsReading;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.analysis.report.Narrative;
import dev.tidemark.app.analysis.LocalAnalysis;
import dev.tidemark.app.analysis.StoredResults;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.InstantConverter;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Markets;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.TableStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark analyze}. */
@Command(
    name = "analyze",
    header = "Looks for times of the week at which a price reverts to its mean, and says how sure.",
    description = {
      "",
      "Walk-forward, net of costs, two independent tests per window (block bootstrap and sign-flipped"
          + " paths), false-discovery rate over all windows. Without options: everything that is stored,"
          + " at most five years. The result is a function of parameters and data: --json prints its"
          + " canonical bytes, the same for any number of threads and on any machine.",
      "",
      "A result is stored below the directory of 'objects.root' under an id made of its hash. Exit code 0 also"
          + " when no window survives: that is an answer.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark analyze SIMA",
      "  tidemark analyze AAPL --interval 15m --start 2018-09-01 --end 2023-08-31 --days TUE,THU",
      "  tidemark analyze BTCUSD --interval 1h --lookback 12,24,48 --entry 1.5,2",
      "  tidemark analyze --params request.json --json > body.json"
    })
public final class AnalyzeCommand extends LakeCommand {
  private static final List<Timeframe> PREFERRED =
      List.of(Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.M1);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(arity = "0..1", paramLabel = "TICKER", description = "Such as AAPL.")
  private @Nullable String ticker;

  @Mixin private ParameterOptions parameters = new ParameterOptions();

  @Option(
      names = "--params",
      paramLabel = "FILE",
      description = "A request as JSON, as the API takes it; options override it.")
  private @Nullable String file;

  @Option(
      names = "--as-known",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Use what was known then; default: now.")
  private @Nullable Instant asKnown;

  @Option(names = "--threads", paramLabel = "N", description = "Workers; default: cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--envelope", description = "As --json, with id, times and number of runs.")
  private boolean envelope;

  @Option(
      names = "--explain",
      description = "Tell in sentences what was done, found and not found.")
  private boolean explain;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write the files of the result there.")
  private @Nullable String directory;

  public AnalyzeCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    MarketData market = Markets.open(store, settings, host());
    AnalysisParams params = read(market);
    Instant now = host().clock().instant();
    LocalAnalysis analysis;
    try (PhaseProgress progress = new PhaseProgress(host().terminal(), host().ticker())) {
      analysis =
          LocalAnalysis.run(
              market,
              params,
              asKnown == null ? now : asKnown,
              new Execution(checkedThreads(), progress, () -> false));
    }
    StoredResults results = new StoredResults(settings.path(KnownSettings.OBJECTS_ROOT));
    results.store(analysis, now);
    if (directory != null) {
      StoredResults.write(host().resolve(directory), StoredResults.artifacts(analysis.result()));
      StoredResults.write(host().resolve(directory), StoredResults.files(analysis, now));
    }
    if (envelope) {
      out().println(Envelope.text(analysis, now, results.runs(params.ticker())));
    } else if (json()) {
      out().println(new String(analysis.body().bytes(), StandardCharsets.UTF_8));
    } else {
      print(analysis, results);
    }
    out().flush();
    return ExitCodes.OK;
  }

  private void print(LocalAnalysis analysis, StoredResults results) {
    if (explain) {
      out().println(new String(Narrative.bytes(analysis.result()), StandardCharsets.UTF_8));
    } else {
      new AnalysisPrinter(analysis.result(), out()).print();
    }
    out().println();
    out().println("Result    " + results.results(analysis.id()));
    out().println("Pictures  " + results.artifacts(analysis.id()));
    out().println("Verify    tidemark verify " + analysis.id());
    out()
        .println(
            "Runs      "
                + results.runs(analysis.result().params().ticker())
                + " different on this ticker so far; trying until something passes is not"
                + " corrected for");
  }

  private int checkedThreads() {
    if (threads < 1) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "No threads, no analysis",
          "--threads counts workers",
          "give 1 or more");
    }
    return threads;
  }

  private AnalysisParams read(MarketData market) {
    ObjectNode request = file == null ? Json.object() : request(host().resolve(file));
    if (ticker != null) {
      request.put("ticker", ticker);
    }
    parameters.apply(request);
    String wanted = request.path("ticker").asText();
    if (wanted.isEmpty()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "No ticker",
              "nothing says what to analyse",
              "name one: tidemark analyze TICKER")
          .withDetail("tickers", market.tickers());
    }
    TickerInfo info = market.ticker(wanted).orElseThrow(() -> unknown(wanted, market));
    if (!request.has("interval")) {
      request.put("interval", interval(info).code());
    }
    ParamsReading reading = new ParamsReader(market::ticker, RequestRules.LOCAL).read(request, "");
    return switch (reading) {
      case ParamsReading.Accepted accepted -> accepted.params();
      case ParamsReading.Rejected rejected -> throw refused(rejected.problems());
    };
  }

  /** The first of the preferred intervals that is stored. */
  private Timeframe interval(TickerInfo info) {
    Timeframe chosen =
        PREFERRED.stream()
            .filter(i -> info.coverage().stream().anyMatch(c -> c.interval() == i))
            .findFirst()
            .orElse(Timeframe.M5);
    if (!json() && !envelope) {
      out()
          .println(
              "Interval "
                  + chosen
                  + ", as none was asked for; stored are "
                  + info.coverage().stream().map(c -> c.interval().code()).toList());
    }
    return chosen;
  }

  private static ObjectNode request(Path path) {
    try {
      JsonNode node = JSON.readTree(Files.readAllBytes(path));
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw notRequest(path, "it is not an object");
    } catch (IOException e) {
      throw notRequest(path, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static TidemarkException notRequest(Path path, String why) {
    return TidemarkException.of(
            ErrorCode.INVALID_INPUT,
            "The parameters cannot be read",
            why,
            "give a file with one JSON object, such as the params.json of a result")
        .withDetail("file", path);
  }

  private static TidemarkException unknown(String wanted, MarketData market) {
    return TidemarkException.of(
            ErrorCode.NOT_FOUND,
            "No such ticker",
            "no bars are stored under this name",
            "load some with 'tidemark backfill' (or 'tidemark demo'), or use one that is there")
        .withDetail("ticker", wanted)
        .withDetail("tickers", market.tickers());
  }

  /** All problems at once: the first as the error, the others as its details. */
  private static TidemarkException refused(List<ParamProblem> problems) {
    ParamProblem first = problems.getFirst();
    TidemarkException error =
        TidemarkException.of(
                ErrorCode.INVALID_ARGUMENT,
                "The analysis cannot be run as asked",
                first.detail(),
                first.hint())
            .withDetail("reason", first.reason())
            .withDetail("parameter", first.pointer());
    for (ParamProblem other : problems.subList(1, problems.size())) {
      error.withDetail(
          other.reason() + " " + other.pointer(), other.detail() + ". " + other.hint());
    }
    return error;
  }
}
