package dev.tidemark.bench;

import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.host.Host;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark bench}. */
@Command(
    name = "bench",
    header = "Benchmarks against peers run side by side; prints ratios.",
    description =
        "%nEach benchmark runs Tidemark and a peer in this process on the same data and prints rows per second,"
            + " wall and CPU seconds (native threads included) and the peak of the Java heap.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark bench                    all of them, at 5 million rows",
      "  tidemark bench asof query         two of them",
      "  tidemark bench growth             1, 10 and 50 million rows",
      "  tidemark bench api --url http://127.0.0.1:8080 --key tm_...",
      "                                    a running 'tidemark up' over the data of the demo",
      "  tidemark bench stream --home DIR --rate 10000 --minutes 5 --key tm_...",
      "  tidemark bench stream --home DIR --drain 2000000",
      "                                    a running 'tidemark up' over this home"
    })
public final class BenchCommand implements Callable<Integer> {

  /** What can be run, in the order of a full run. */
  public enum Name {
    kernel,
    fold,
    analysis,
    query,
    asof,
    enrich,
    ingest,
    smartdb,
    growth,
    api,
    stream
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Which ones: ${COMPLETION-CANDIDATES}; default all but growth, api and stream.")
  private List<Name> names =
      List.of(
          Name.kernel,
          Name.fold,
          Name.analysis,
          Name.query,
          Name.asof,
          Name.enrich,
          Name.ingest,
          Name.smartdb);

  @Option(
      names = "--rows",
      defaultValue = "5000000",
      description = "Rows of a benchmark (default ${DEFAULT-VALUE}).")
  private long rows = 5_000_000;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Of the benchmark api: the server (default ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(names = "--key", paramLabel = "KEY", description = "Of the benchmark api: an API key.")
  private String key = "";

  @Option(
      names = "--ticker",
      defaultValue = "SIMA",
      description = "Of the benchmark api (default ${DEFAULT-VALUE}).")
  private String ticker = "SIMA";

  @Mixin private HomeOptions home = new HomeOptions();

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Of the benchmark stream: trades per second (default ${DEFAULT-VALUE}).")
  private int rate = 2_000;

  @Option(
      names = "--minutes",
      defaultValue = "5",
      description = "Of the benchmark stream, after the warm-up (default ${DEFAULT-VALUE}).")
  private double minutes = 5;

  @Option(
      names = "--warm-up",
      defaultValue = "60",
      description = "Of the benchmark stream: seconds not counted (default ${DEFAULT-VALUE}).")
  private int warmUp = 60;

  @Option(
      names = "--lapse",
      defaultValue = "1",
      paramLabel = "N",
      description = {
        "Of the benchmark stream: event time passes N times as fast as the clock, and ends now.",
        "State is kept for 48 hours of it: --lapse 200 shows in 15 minutes whether it grows on."
      })
  private int lapse = 1;

  @Option(
      names = "--drain",
      defaultValue = "0",
      paramLabel = "N",
      description = "Of the benchmark stream: drain a backlog of N trades instead.")
  private long drain;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final Host host;

  BenchCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    Report report = new Report(host.terminal().out());
    Path work = host.resolve(System.getProperty("java.io.tmpdir"));
    QuestDbTicks.silenceLog(work.resolve("tidemark-bench-log"));
    report.heading(
        "Tidemark benchmarks: Java "
            + Runtime.version()
            + ", "
            + threads
            + " processors, heap "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB");
    for (Name name : names) {
      try (Workspace space = new Workspace(work, host.clock())) {
        switch (name) {
          case kernel -> KernelBenchmark.run(report);
          case fold -> FoldBenchmark.run(report);
          case analysis -> AnalysisBenchmark.run(report, threads);
          case query -> QueryBenchmark.run(space, report);
          case asof -> AsOfBenchmark.run(space, report, rows, threads);
          case enrich -> EnrichBenchmark.run(space, report, rows, threads, host.clock());
          case ingest -> IngestBenchmark.run(space, report, rows, host.clock());
          case smartdb -> SmartDbBenchmark.run(space, report, rows, host.clock());
          case growth -> GrowthBenchmark.run(space, report, host.clock());
          case api -> ApiBenchmark.run(report, url, key, ticker);
          case stream ->
              StreamBenchmark.run(
                  report,
                  host,
                  home.load(host),
                  url,
                  key,
                  new StreamBenchmark.Request(rate, minutes, warmUp, drain, lapse));
        }
      }
    }
    return 0;
  }
}
