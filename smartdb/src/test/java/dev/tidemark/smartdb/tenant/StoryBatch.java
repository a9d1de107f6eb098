package dev.tidemark.smartdb.tenant;

import dev.tidemark.core.number.Int128;
import dev.tidemark.smartdb.write.BarBatch;
import dev.tidemark.smartdb.write.QuoteBatch;
import dev.tidemark.smartdb.write.TradeBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Seeded records of three hours of 2024-06-03, to be written about any series. */
record StoryBatch(List<long[]> rows) {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_717_372_800L * SECOND;
  private static final int THREE_HOURS = 10_800;

  // id, version, op, ts, price, size, side, known
  private static final int COLUMNS = 8;

  /** Trades of which some are corrected, cancelled, repeated, told late or out of order. */
  static List<StoryBatch> of(SplittableRandom random, int trades, int batches) {
    List<long[]> rows = new ArrayList<>();
    for (int id = 0; id < trades; id++) {
      long[] row = new long[COLUMNS];
      row[0] = id;
      row[1] = 1;
      row[3] = START + random.nextLong(THREE_HOURS) * SECOND + random.nextLong(SECOND);
      row[4] = 10_000_000_000L + random.nextLong(100_000_000L);
      row[5] = random.nextInt(40) == 0 ? 5_000_000_000L : 1 + random.nextLong(100_000_000L);
      row[6] = random.nextInt(3);
      row[7] = row[3] + random.nextLong(random.nextInt(10) == 0 ? 3_600 * SECOND : SECOND);
      rows.add(row);
      if (random.nextInt(6) == 0) {
        long[] later = row.clone();
        later[1] = 2;
        later[2] = 1 + random.nextInt(2);
        later[4] += random.nextLong(1_000_000L);
        later[7] = row[7] + random.nextLong(3_600 * SECOND);
        if (random.nextInt(3) == 0) {
          later[3] += 60 * SECOND;
          later[7] += 60 * SECOND;
        }
        rows.add(later);
      }
      if (random.nextInt(10) == 0) {
        rows.add(row.clone());
      }
    }
    for (int i = rows.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long[] row = rows.get(i);
      rows.set(i, rows.get(j));
      rows.set(j, row);
    }
    // A series learns in the order of event time, roughly: large trades are judged as time goes on.
    rows.sort((a, b) -> Long.compare(a[3] / (1_800 * SECOND), b[3] / (1_800 * SECOND)));
    List<StoryBatch> parts = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      int from = i * rows.size() / batches;
      parts.add(new StoryBatch(rows.subList(from, (i + 1) * rows.size() / batches)));
    }
    return parts;
  }

  /** Quotes with sequence numbers from {@code first}; some are crossed. */
  static StoryBatch quotes(SplittableRandom random, int quotes, int first) {
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < quotes; i++) {
      long[] row = new long[COLUMNS];
      row[0] = first + i;
      row[3] = START + random.nextLong(THREE_HOURS * SECOND);
      row[4] = 110_000_000L + random.nextLong(100_000L);
      row[5] = row[4] + random.nextLong(2_000L) - 100;
      row[7] = row[3] + random.nextLong(600 * SECOND);
      rows.add(row);
    }
    return new StoryBatch(rows);
  }

  /** One-minute bars, some of them withdrawn. */
  static StoryBatch bars(SplittableRandom random, int bars) {
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < bars; i++) {
      long[] row = new long[COLUMNS];
      row[0] = i;
      row[2] = random.nextInt(8) == 0 ? 1 : 0;
      row[3] = START + random.nextLong(180) * 60 * SECOND;
      row[4] = 10_000_000_000L + random.nextLong(100_000_000L);
      row[5] = random.nextLong(1_000_000_000L);
      row[7] = row[3] + 60 * SECOND + random.nextLong(3_600 * SECOND);
      rows.add(row);
    }
    return new StoryBatch(rows);
  }

  TradeBatch of(int series) {
    int n = rows.size();
    byte[] op = new byte[n];
    byte[] side = new byte[n];
    String[] id = new String[n];
    for (int i = 0; i < n; i++) {
      id[i] = "t" + rows.get(i)[0];
      op[i] = (byte) rows.get(i)[2];
      side[i] = (byte) rows.get(i)[6];
    }
    return new TradeBatch(
        n,
        numbers(series),
        id,
        rows.stream().mapToInt(row -> (int) row[1]).toArray(),
        op,
        column(3),
        column(0),
        column(4),
        column(5),
        null,
        side,
        new byte[n],
        column(7));
  }

  QuoteBatch quotes(int series) {
    return new QuoteBatch(
        rows.size(),
        numbers(series),
        column(3),
        column(0),
        column(4),
        column(5),
        null,
        null,
        column(7));
  }

  BarBatch bars(int series) {
    int n = rows.size();
    boolean[] deleted = new boolean[n];
    @Nullable Int128[] volume = new Int128[n];
    @Nullable Int128[] notional = new Int128[n];
    for (int i = 0; i < n; i++) {
      deleted[i] = rows.get(i)[2] == 1;
      volume[i] = Int128.of(rows.get(i)[5]);
      notional[i] = Int128.product(rows.get(i)[5], rows.get(i)[4]);
    }
    long[] close = column(4);
    return new BarBatch(
        n,
        numbers(series),
        column(3),
        column(7),
        column(0),
        deleted,
        close,
        Arrays.stream(close).map(price -> price + 5_000_000L).toArray(),
        Arrays.stream(close).map(price -> price - 5_000_000L).toArray(),
        close,
        volume,
        notional,
        column(0));
  }

  private int[] numbers(int series) {
    int[] numbers = new int[rows.size()];
    Arrays.fill(numbers, series);
    return numbers;
  }

  private long[] column(int place) {
    return rows.stream().mapToLong(row -> row[place]).toArray();
  }
}
