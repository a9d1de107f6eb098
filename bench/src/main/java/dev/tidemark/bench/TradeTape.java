package dev.tidemark.bench;

import dev.tidemark.smartdb.write.TradeBatch;

/**
 * Trades of many instruments in the order of time, as a live feed or a day's file has them: 28 a
 * minute of each, every one a function of its number.
 */
final class TradeTape {
  static final int SYMBOLS = 50;
  private static final long A_MINUTE = 28L * SYMBOLS;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long START_NANOS = 1_709_251_200_000_000_000L; // 2024-03-01
  private static final long DELAY_NANOS = 3_000_000L;

  private final int[] series;

  TradeTape(int[] series) {
    this.series = series;
  }

  /** Trades {@code [from, from + rows)}. */
  TradeBatch batch(long from, int rows) {
    TradeBatch batch =
        new TradeBatch(
            rows,
            new int[rows],
            new String[rows],
            new int[rows],
            new byte[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            null,
            new byte[rows],
            new byte[rows],
            new long[rows]);
    for (int i = 0; i < rows; i++) {
      long number = from + i;
      long noise = mix(number);
      int symbol = (int) Math.floorMod(noise, (long) SYMBOLS);
      long nanos = START_NANOS + number * (MINUTE_NANOS / A_MINUTE);
      batch.series()[i] = series[symbol];
      batch.tradeId()[i] = Long.toString(1_000_000_000L + number);
      batch.version()[i] = 1;
      batch.tsNanos()[i] = nanos;
      batch.seq()[i] = number;
      batch.price()[i] =
          (100_00L + symbol * 50_00L + Math.floorMod(noise >>> 8, 1_000L)) * 1_000_000L;
      batch.size()[i] = (1 + Math.floorMod(noise >>> 24, 1_000_000L)) * 1_000L;
      batch.side()[i] = (byte) (1 + Math.floorMod(noise >>> 48, 2L));
      batch.knownNanos()[i] = nanos + DELAY_NANOS;
    }
    return batch;
  }

  private static long mix(long value) {
    long z = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
