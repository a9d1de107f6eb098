package dev.tidemark.ingest.coinbase;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.RawReject;
import java.util.List;

/**
 * A whole answer of the venue, oldest candle first.
 *
 * @param candles the readable candles
 * @param rejects the others
 */
record CandlePage(List<Candle> candles, List<RawReject> rejects) {
  CandlePage {
    candles = List.copyOf(candles);
    rejects = List.copyOf(rejects);
  }

  /**
   * One candle.
   *
   * @param time left label, epoch seconds
   * @param low unscaled at scale 8, like the other numbers
   * @param rounded whether digits beyond the eighth decimal were rounded
   * @param text as it came
   */
  record Candle(
      long time,
      long low,
      long high,
      long open,
      long close,
      long volume,
      boolean rounded,
      String text) {
    boolean closedBy(Timeframe timeframe, long epochSecond) {
      return time + timeframe.seconds() <= epochSecond;
    }
  }
}
