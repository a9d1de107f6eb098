package dev.tidemark.bench;

import dev.tidemark.core.pit.AsOf;
import dev.tidemark.core.pit.AsOfIndex;
import dev.tidemark.core.pit.AsOfKeys;
import dev.tidemark.core.pit.AsOfRows;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import java.util.HashMap;
import java.util.Map;

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

  private static long join(Table events, Table bars) {
    ColumnBatch left = events.latest().scan(ScanRequest.columns("instrument", "ts")).readAll();
    ColumnBatch right = bars.latest().scan(ScanRequest.columns("instrument", "t_close")).readAll();
    Vector.Dictionary entity = (Vector.Dictionary) right.vector("instrument");
    long[] closes = right.longs("t_close");
    AsOfIndex index = AsOfIndex.of(AsOfRows.of(right.rows(), entity.codes(), closes, closes));
    int[] keys =
        recode((Vector.Dictionary) left.vector("instrument"), left.rows(), entity.values());
    int[] match = new int[left.rows()];
    index.join(AsOfKeys.training(left.rows(), keys, left.longs("ts")), AsOf.NO_TTL, match);
    long matches = 0;
    for (int row = 0; row < left.rows(); row++) {
      matches += match[row] == AsOfIndex.NONE ? 0 : 1;
    }
    return matches;
  }

  /** The codes of one dictionary in terms of another. */
  private static int[] recode(Vector.Dictionary from, int rows, String[] to) {
    Map<String, Integer> codes = new HashMap<>();
    for (int i = 0; i < to.length; i++) {
      codes.put(to[i], i);
    }
    int[] map = new int[from.values().length];
    for (int i = 0; i < map.length; i++) {
      map[i] = codes.getOrDefault(from.values()[i], -1);
    }
    int[] out = new int[rows];
    for (int row = 0; row < rows; row++) {
      out[row] = map[from.codes()[row]];
    }
    return out;
  }
}
