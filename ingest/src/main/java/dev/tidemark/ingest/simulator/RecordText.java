package dev.tidemark.ingest.simulator;

import dev.tidemark.core.number.Decimals;
import java.time.Instant;

/** The text form of simulated records, for dead letters. */
final class RecordText {
  private static final long NANOS = 1_000_000_000L;

  private RecordText() {}

  static String of(SimulatedBars bars, int row) {
    return time(bars.label[row])
        + ","
        + decimal(bars.open[row])
        + ","
        + decimal(bars.high[row])
        + ","
        + decimal(bars.low[row])
        + ","
        + decimal(bars.close[row])
        + ","
        + decimal(bars.volume[row]);
  }

  static String time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
        .toString();
  }

  static String decimal(long unscaled) {
    return Decimals.toPlainString(unscaled, Decimals.PRICE_SCALE);
  }
}
