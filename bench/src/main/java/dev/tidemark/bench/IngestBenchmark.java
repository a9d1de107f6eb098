package dev.tidemark.bench;

import dev.tidemark.ingest.backfill.BackfillListener;
import dev.tidemark.ingest.backfill.BackfillService;
import dev.tidemark.ingest.backfill.BackfillSummary;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.TableStore;
import java.time.InstantSource;

/**
 * A tape with ten percent repetitions and disorder, until a query sees its trades once each:
 * through the gate into committed, flushed Delta, against QuestDB with flushed commits and
 * deduplication. QuestDB has no gate and stores five columns; ours has twenty-four.
 */
final class IngestBenchmark {
  private static final int COMMIT_CHUNKS = 16;

  private IngestBenchmark() {}

  static void run(Workspace space, Report report, long rows, InstantSource clock) throws Exception {
    report.title("Ingest of " + rows + " ticks, 10 % repeated, out of order, until visible");
    long[] visible = new long[2];
    ours(space.store(), rows / 10, clock); // warm-up, in tables of its own name's rows
    try (Workspace fresh = space.another()) {
      Measurement ours =
          Meter.once(
              "tidemark: gate, dedup, Delta",
              () -> {
                visible[0] = ours(fresh.store(), rows, clock);
                return rows;
              });
      report.line(ours);
      try (QuestDbTicks quest = new QuestDbTicks(fresh.path("questdb"))) {
        Measurement peer =
            Meter.once(
                "QuestDB: WAL, dedup, fsync",
                () -> {
                  visible[1] = quest.ingest("BTCUSD", new TickStream(rows), COMMIT_CHUNKS);
                  return rows;
                });
        report.line(peer);
        report.ratio(ours, peer);
      }
    }
    report.note("visible: tidemark " + visible[0] + ", QuestDB " + visible[1]);
  }

  static long ours(TableStore store, long rows, InstantSource clock) {
    BackfillService service =
        new BackfillService(
            store, IngestOptions.DEFAULT, clock, System::nanoTime, () -> "bench", CrashPoints.NONE);
    TickProvider provider = new TickProvider(rows);
    BackfillSummary summary =
        service.run(provider, service.plan(provider, Selection.all()), BackfillListener.NONE);
    if (summary.stored() + summary.deadLetters() + summary.repeated() != rows) {
      throw new IllegalStateException("rows do not add up: " + summary);
    }
    try (Scan scan = store.sql("SELECT count(*) AS n FROM bronze.raw_trades", Reading.latest())) {
      return scan.readAll().longs("n")[0];
    }
  }
}
