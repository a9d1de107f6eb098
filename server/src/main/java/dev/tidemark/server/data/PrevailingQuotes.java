package dev.tidemark.server.data;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.time.BarInterval;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the quote that prevails at the open and at the close of each bar, from quotes in the order
 * of their times: the last one at or before the instant, if it is not older than the limit and is
 * valid (spec §2.3: a positive bid, an ask not below it). An invalid quote ends the one before.
 */
final class PrevailingQuotes {
  private final long maxAgeNanos;
  private final Side opens;
  private final Side closes;
  private long ts = Long.MIN_VALUE;
  private long bid;
  private long ask;

  PrevailingQuotes(SessionBars bars, int maxAgeSeconds) {
    maxAgeNanos = maxAgeSeconds * 1_000_000_000L;
    opens = new Side(bars.bars());
    closes = new Side(bars.bars());
    List<Session> sessions = bars.sessions();
    for (int s = 0; s < sessions.size(); s++) {
      for (int k = 0; k < bars.bars(s); k++) {
        BarInterval bar = SessionGrid.bar(sessions.get(s), bars.interval(), k);
        opens.instants[bars.offset(s) + k] = bar.startNanos();
        closes.instants[bars.offset(s) + k] = bar.endNanos();
      }
    }
  }

  /** A quote, not before the one before it; prices unscaled at scale 8. */
  void quote(long nanos, long quoteBid, long quoteAsk) {
    // Quotes of the same nanosecond: the last one counts.
    opens.fillBefore(nanos);
    closes.fillBefore(nanos);
    ts = nanos;
    bid = quoteBid;
    ask = quoteAsk;
  }

  BarQuotes end() {
    opens.fillBefore(Long.MAX_VALUE);
    closes.fillBefore(Long.MAX_VALUE);
    return new BarQuotes(opens.bids, opens.asks, closes.bids, closes.asks);
  }

  /** One instant per bar, ascending, and what prevails there. */
  private final class Side {
    private final long[] instants;
    private final double[] bids;
    private final double[] asks;
    private int next;

    private Side(int bars) {
      instants = new long[bars];
      bids = new double[bars];
      asks = new double[bars];
      Arrays.fill(bids, Double.NaN);
      Arrays.fill(asks, Double.NaN);
    }

    private void fillBefore(long nanos) {
      for (; next < instants.length && instants[next] < nanos; next++) {
        // The first test also keeps the subtraction from overflowing.
        if (ts != Long.MIN_VALUE && instants[next] - ts <= maxAgeNanos && bid > 0 && ask >= bid) {
          bids[next] = Decimals.toDouble(bid, Decimals.PRICE_SCALE);
          asks[next] = Decimals.toDouble(ask, Decimals.PRICE_SCALE);
        }
      }
    }
  }
}
