package dev.tidemark.app.demo;

import dev.tidemark.app.analysis.StoredResults;
import dev.tidemark.app.cli.ProgressBar;
import dev.tidemark.app.command.analysis.PhaseProgress;
import dev.tidemark.app.command.server.UntilStopped;
import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Markets;
import dev.tidemark.app.wiring.Platform;
import dev.tidemark.app.wiring.Providers;
import dev.tidemark.app.wiring.Silver;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.backfill.BackfillListener;
import dev.tidemark.ingest.backfill.BackfillService;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.lake.TableStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark demo}. */
@Command(
    name = "demo",
    header = "The whole path on this machine: ingest, gate, lake, log, stream, reads, an analysis.",
    description = {
      "",
      "Without options it simulates three instruments over five years of New York minutes (one of them"
          + " pure noise) and a day of trades and quotes with faults; no network is needed. It stores"
          + " into the lake of --home, looks for the planted windows of mean reversion, and ends by"
          + " itself; run again it finds everything delivered before.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark demo",
      "  tidemark demo --data ~/market-data          the same on files of your own",
      "  tidemark demo --home /tmp/try --json"
    })
public final class DemoCommand extends LakeCommand {
  private static final String LAKE_MEMORY = "384MiB";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Read the market-data files below DIR instead of simulating.")
  private @Nullable String data;

  @Option(names = "--keep", description = "Leave everything running afterwards, until Ctrl-C.")
  private boolean keep;

  public DemoCommand(Host host) {
    super(host);
  }

  /** The whole platform on a laptop: in all less than 2 GB. */
  @Override
  protected Settings adapted(Settings settings) {
    return settings.withDefault(KnownSettings.LAKE_MEMORY, LAKE_MEMORY);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    DemoPrinter printer = new DemoPrinter(host().terminal(), json());
    long started = host().ticker().getAsLong();
    Platform platform = Platform.start(host(), settings, 0, Platform.Stream.LOG_AND_JOBS);
    try {
      ready(printer, platform, settings, started);
      steps(store, settings, printer, platform);
      printer.finish();
      if (keep) {
        printer.line("Everything is left running; Ctrl-C ends it.");
        UntilStopped.await(platform::close);
      }
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "The demo was interrupted",
          "somebody asked its thread to stop",
          "Run it again: it continues where it was",
          e);
    } finally {
      platform.close();
    }
  }

  private void ready(DemoPrinter printer, Platform platform, Settings settings, long started) {
    double seconds = (host().ticker().getAsLong() - started) / 1e9;
    printer.line(
        String.format(
            Locale.ROOT,
            "Ready in %.1f s, all in this process but PostgreSQL, on loopback only:",
            seconds));
    printer.line("  console   " + platform.address(settings) + "/");
    printer.line("  database  " + platform.services().database().jdbcUrl());
    platform
        .log()
        .ifPresent(
            log ->
                printer.line(
                    "  kafka     " + log.bootstrap() + ", schemas at " + log.registryUrl()));
    platform
        .services()
        .firstKey()
        .ifPresent(key -> printer.line("  API key   " + key.clear() + "  (shown only now)"));
    printer.line("");
    printer.answer("ready", List.of(Map.of("seconds", seconds)));
  }

  private void steps(TableStore store, Settings settings, DemoPrinter printer, Platform platform)
      throws InterruptedException {
    Demo demo =
        new Demo(
            store,
            new BackfillService(
                store,
                IngestOptions.DEFAULT,
                host().clock(),
                host().ticker(),
                host().ids(),
                CrashPoints.NONE),
            step -> Silver.building(store, settings, host(), step),
            printer,
            host().ticker());
    try (PhaseProgress phases = new PhaseProgress(host().terminal(), host().ticker());
        ProgressBar bar = new ProgressBar(host().terminal(), host().ticker(), "rows")) {
      DemoAnalysis analysis =
          new DemoAnalysis(
              Markets.open(store, settings, host()),
              new StoredResults(settings.path(KnownSettings.OBJECTS_ROOT)),
              printer,
              host().clock(),
              host().ticker(),
              phases);
      BackfillListener progress =
          new BackfillListener() {
            @Override
            public void rowsRead(long rows, long estimated) {
              bar.update(rows, estimated);
            }
          };
      if (data == null) {
        new SimulatedDemo(
                demo,
                analysis,
                new LiveDemo(platform, store, settings, host(), printer),
                printer,
                progress)
            .run();
      } else {
        Path root = host().resolve(data);
        new FilesDemo(demo, analysis, printer, progress)
            .run(root, Providers.files(root, List.of(), ""));
      }
    }
  }
}
