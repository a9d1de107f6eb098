package dev.tidemark.app.command.backfill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Confirmation;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.ProgressBar;
import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.torture.PhaseReporter;
import dev.tidemark.ingest.backfill.BackfillListener;
import dev.tidemark.ingest.backfill.BackfillPlan;
import dev.tidemark.ingest.backfill.BackfillService;
import dev.tidemark.ingest.backfill.BackfillSummary;
import dev.tidemark.ingest.gate.KnownDelays;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.lake.TableStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark backfill}. */
@Command(
    name = "backfill",
    header = "Brings history of a provider into the bronze tables.",
    description = {
      "",
      "Shows a plan, asks, reads, and accounts for every row: rows in = stored + dead letters +"
          + " repeated deliveries. A run that was stopped, even by a power cut, is resumed by running it"
          + " again; nothing is stored twice. Exit code 1 when nothing could be read, or with --strict"
          + " when any source was refused.",
      "",
      "A file is known by its real path, so it does not matter whether --path names it or a directory"
          + " above it; files of one name in two directories are two sources. A file that was read to"
          + " its end and comes again under another name (moved, copied, packed otherwise) is repeated"
          + " delivery. A file that has other content than before is a restatement of itself.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark backfill --provider files --path ~/market-data --dry-run",
      "  tidemark backfill --provider files --path ~/market-data --assets BTCUSD --timeframes 1m,1h --yes",
      "  tidemark backfill --provider coinbase --assets BTC-USD,ETH-USD --timeframes 1m --days 7",
      "  tidemark backfill --provider simulator --assets SIMA --start-date 2025-06-01 --end-date"
          + " 2025-06-30 --yes --json"
    })
public final class BackfillCommand extends LakeCommand {
  @Mixin private ProviderOptions providers = new ProviderOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(names = "--dry-run", description = "Show the plan only.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Option(names = "--strict", description = "Exit code 1 when any source was refused.")
  private boolean strict;

  @Option(
      names = "--commit-rows",
      paramLabel = "N",
      description = "Rows gathered before a commit; default ingest.commit-rows.")
  private @Nullable Integer commitRows;

  public BackfillCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    BackfillService service =
        new BackfillService(
            store,
            options(settings),
            host().clock(),
            host().ticker(),
            host().ids(),
            PhaseReporter.ofThisProcess(host()));
    try (Provider provider = providers.open(host(), settings)) {
      BackfillPlan plan = service.plan(provider, selection.selection(host().clock()));
      if (dryRun) {
        show(plan);
        return plan.isEmpty() ? ExitCodes.FINDINGS : ExitCodes.OK;
      }
      return run(service, provider, plan);
    }
  }

  private int run(BackfillService service, Provider provider, BackfillPlan plan) {
    if (!json()) {
      PlanPrinter.print(host().terminal(), plan);
    }
    if (!plan.isEmpty() && !Confirmation.ask(host().terminal(), "Read this into the lake?", yes)) {
      host().terminal().err().println("Nothing was done.");
      return ExitCodes.OK;
    }
    BackfillSummary summary;
    try (ProgressBar bar = new ProgressBar(host().terminal(), host().ticker(), "rows")) {
      summary = service.run(provider, plan, listener(bar));
    }
    if (json()) {
      ObjectNode document = Json.object();
      document.set("plan", PlanPrinter.json(plan));
      document.set("summary", SummaryPrinter.json(summary));
      Json.print(out(), document);
    } else {
      SummaryPrinter.print(out(), summary);
    }
    boolean refused = strict && !summary.refusals().isEmpty();
    return summary.sources() == 0 || refused ? ExitCodes.FINDINGS : ExitCodes.OK;
  }

  private void show(BackfillPlan plan) {
    if (json()) {
      ObjectNode document = Json.object();
      document.set("plan", PlanPrinter.json(plan));
      Json.print(out(), document);
    } else {
      PlanPrinter.print(host().terminal(), plan);
    }
  }

  private BackfillListener listener(ProgressBar bar) {
    return new BackfillListener() {
      @Override
      public void rowsRead(long rows, long estimated) {
        bar.update(rows, estimated);
      }

      @Override
      public void sourceRefused(Refusal refusal) {
        bar.close();
        if (!json()) {
          host().terminal().err().println("refused: " + refusal);
        }
      }
    };
  }

  private IngestOptions options(Settings settings) {
    Duration bars = settings.duration(KnownSettings.INGEST_BAR_DELAY);
    Duration ticks = settings.duration(KnownSettings.INGEST_TICK_DELAY);
    KnownDelays delays = new KnownDelays(bars, ticks, KnownDelays.DEFAULT.actions());
    int rows = commitRows == null ? settings.count(KnownSettings.INGEST_COMMIT_ROWS) : commitRows;
    return new IngestOptions(
        Math.max(1, rows), settings.count(KnownSettings.INGEST_CONCURRENCY), delays);
  }
}
