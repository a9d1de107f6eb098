package dev.tidemark.bench;

import dev.tidemark.core.pit.AsOf;
import dev.tidemark.core.pit.AsOfIndex;
import dev.tidemark.core.pit.AsOfKeys;
import dev.tidemark.core.pit.AsOfRows;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;

/**
 * Point-in-time join of events with the last closed bar, decoding from Parquet included, against
 * DuckDB's ASOF.
 */
final class AsOfBenchmark {

  private AsOfBenchmark() {}

  static void run(Workspace space, Report report, long rows, int threads) throws Exception {
    TableStore store = space.store();
    Table bars =
        store.create(BenchData.BARS.withName(TableName.parse("bench.asof_bars")).withPartitionBy());
    Table events =
        store.create(
            BenchData.EVENTS.withName(TableName.parse("bench.asof_events")).withPartitionBy());
    bars.append(BenchData.bars(rows), CommitRequest.of("BENCH"));
    events.append(BenchData.events(rows), CommitRequest.of("BENCH"));

    report.title(
        "As-of join, "
            + rows / 1_000_000
            + " M events x "
            + rows / 1_000_000
            + " M bars, Parquet decoded");
    long[] matches = new long[2];
    Measurement ours =
        Meter.median(
            "tidemark: two scans + AsOfIndex", 2, 3, () -> matches[0] = join(events, bars));
    try (DuckPeer duck = new DuckPeer(threads)) {
      Measurement peer =
          Meter.median(
              "DuckDB: ASOF LEFT JOIN",
              1,
              3,
              () ->
                  matches[1] =
                      duck.asOf(
                          space.table("bench", "asof_events"), space.table("bench", "asof_bars")));
      report.line(ours.withRows(rows));
      report.line(peer.withRows(rows));
      report.ratio(ours, peer);
      report.note("matches: tidemark " + matches[0] + ", DuckDB " + matches[1]);
    }
  }

  /** Series by series, as features are retrieved: times only, no instrument per row. */
  private static long join(Table events, Table bars) {
    Snapshot left = events.latest();
    Snapshot right = bars.latest();
    long matches = 0;
    for (String symbol : BenchData.symbols()) {
      ColumnBatch questions = times(left, "ts", symbol);
      ColumnBatch facts = times(right, "t_close", symbol);
      long[] closes = facts.longs("t_close");
      AsOfIndex index =
          AsOfIndex.of(AsOfRows.of(facts.rows(), new int[facts.rows()], closes, closes));
      int[] match = new int[questions.rows()];
      int[] entity = new int[questions.rows()];
      index.join(
          AsOfKeys.training(questions.rows(), entity, questions.longs("ts")), AsOf.NO_TTL, match);
      for (int row : match) {
        matches += row == AsOfIndex.NONE ? 0 : 1;
      }
    }
    return matches;
  }

  private static ColumnBatch times(Snapshot snapshot, String column, String symbol) {
    return snapshot
        .scan(ScanRequest.columns(column).where(Predicate.eq("instrument", symbol)))
        .readAll();
  }
}
