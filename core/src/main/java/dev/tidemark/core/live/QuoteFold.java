package dev.tidemark.core.live;

import dev.tidemark.core.micro.MinuteSpread;
import dev.tidemark.core.micro.QuoteSpreads;
import dev.tidemark.core.micro.TimeWeightedSpread;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.time.Timeframe;
import org.jspecify.annotations.Nullable;

/**
 * The features of quotes, minute by minute in order. What a minute depends on is in it, in the last
 * quote before it, and in the last hundred valid ones.
 */
final class QuoteFold {
  /** Valid quotes after which those before do not matter. */
  static final int MEMORY = 100;

  private static final long MINUTE = Timeframe.M1.nanos();

  private final TimeWeightedSpread weighted = new TimeWeightedSpread(this::spread);
  private final QuoteSpreads spreads = new QuoteSpreads();
  private @Nullable MinuteSpread spread;

  private void spread(MinuteSpread of) {
    spread = of;
  }

  /** A valid quote before the first minute; oldest first. */
  void earlier(long bid, long ask) {
    spreads.quote(bid, ask);
  }

  /** The last quote before the first minute, valid or not. */
  void last(long tsNanos, long bid, long ask) {
    weighted.quote(tsNanos, bid, ask);
  }

  /**
   * The next minute that has quotes, or into which a quote reaches; empty if it turns out to have
   * no features.
   */
  double[] minute(long startNanos, QuoteColumns quotes) {
    return minute(startNanos, quotes, 0, quotes.rows());
  }

  /** As {@link #minute(long, QuoteColumns)}, of rows {@code [from, to)}. */
  double[] minute(long startNanos, QuoteColumns quotes, int from, int to) {
    double last = Double.NaN;
    for (int row = from; row < to; row++) {
      long bid = quotes.bid()[row];
      long ask = quotes.ask()[row];
      weighted.quote(quotes.tsNanos()[row], bid, ask);
      spreads.quote(bid, ask);
      last = isValid(bid, ask) ? Decimals.toDouble(ask - bid, Decimals.PRICE_SCALE) : last;
    }
    weighted.advanceTo(startNanos + MINUTE);
    MinuteSpread found = spread != null && spread.startNanos() == startNanos ? spread : null;
    if (found == null && from == to) {
      return RevisedMinute.NONE;
    }
    return new double[] {
      last,
      spreads.rollingBps(),
      found == null ? Double.NaN : found.quoted(),
      found == null ? Double.NaN : found.relativeBps(),
      found == null ? 0.0 : found.coverage()
    };
  }

  static boolean isValid(long bid, long ask) {
    return bid > 0 && ask >= bid;
  }
}
