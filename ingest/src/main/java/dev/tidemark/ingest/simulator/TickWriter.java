package dev.tidemark.ingest.simulator;

import dev.tidemark.core.random.NormalQuantile;
import dev.tidemark.core.random.PhiloxStream;

/**
 * Fills the minutes of a session's path with trades and quotes: inside a minute the efficient price
 * is a Brownian bridge between the marks, the quotes stand around it on the tick grid, and each
 * trade hits one of them. One block of randomness per trade, addressed by (minute, trade).
 */
final class TickWriter {
  private static final int MINUTE_BITS = 18;
  private static final int LARGEST_MINUTE = 1 << MINUTE_BITS;
  private static final int CHUNK = 256;
  private static final int SIZES = 1024;

  /** Of 256 trades so many continue a sweep: same time, no new quote. */
  private static final int SWEEPS = 30;

  private static final long MICRO = 1_000L;
  private static final long TRADES_PER_DAY = 1_000_000_000L;

  private final MarketModel model;
  private final long tick;
  private final double halfSpread;
  private final long spread;
  private final long[] sizes = new long[SIZES];
  private final int[] words = new int[4 * CHUNK];

  private SimulatedTicks out = SimulatedTicks.EMPTY;
  private int row;
  private int quote;
  private long lastTime;

  TickWriter(MarketModel model) {
    this.model = model;
    this.tick = model.price().tickUnscaled();
    this.halfSpread = Math.max(0.5, model.price().halfSpreadTicks());
    this.spread = Math.max(1L, Math.round(2.0 * halfSpread));
    long lot = model.activity().lotUnscaled();
    double mean = model.activity().lotsPerTrade();
    for (int i = 0; i < SIZES; i++) {
      double lots = mean * StrictMath.exp(NormalQuantile.of((i + 0.5) / SIZES) - 0.5);
      sizes[i] = Math.max(1L, Math.round(lots)) * lot;
    }
  }

  SimulatedTicks write(
      SessionPlan plan, SessionShape shape, SessionPath path, PhiloxStream stream) {
    int[] counts = counts(plan, shape, path);
    int total = 0;
    for (int count : counts) {
      total = Math.addExact(total, count);
    }
    out = SimulatedTicks.allocate(total);
    row = 0;
    quote = 0;
    lastTime = plan.window().openNanos();
    long firstNumber = plan.window().date().toEpochDay() * TRADES_PER_DAY;
    for (int minute = 0; minute < counts.length; minute++) {
      long start = plan.window().openNanos() + minute * SessionWindow.MINUTE_NANOS;
      minute(minute, start, counts[minute], path, stream);
    }
    for (int i = 0; i < total; i++) {
      out.tradeNumber()[i] = firstNumber + i;
    }
    SimulatedTicks done = out.withQuotes(quote);
    out = SimulatedTicks.EMPTY;
    return done;
  }

  private int[] counts(SessionPlan plan, SessionShape shape, SessionPath path) {
    double trades = model.activity().tradesPerTickSession() * plan.volumeFactor();
    int[] counts = new int[path.minutes()];
    for (int i = 0; i < counts.length; i++) {
      double shock = 0.3 * path.normal(i, SessionPath.W_VOLUME) - 0.045;
      double mean =
          trades * shape.profile().volume(i) * StrictMath.exp(0.8 * path.logVol(i) + shock);
      counts[i] = (int) Math.min(LARGEST_MINUTE, Math.max(1L, Math.round(mean)));
    }
    return counts;
  }

  private void minute(int minute, long start, int count, SessionPath path, PhiloxStream stream) {
    double price = StrictMath.exp(path.mark(minute));
    double target = StrictMath.exp(path.mark(minute + 1));
    double step = price * Math.sqrt(path.restVariance(minute) / count);
    double slot = (double) SessionWindow.MINUTE_NANOS / count;
    long block = (long) minute << MINUTE_BITS;
    for (int from = 0; from < count; from += CHUNK) {
      int length = Math.min(CHUNK, count - from);
      stream.fill(block + from, length, words, 0);
      for (int i = 0; i < length; i++) {
        int j = from + i;
        int w = 4 * i;
        double left = count - j;
        double z = NormalQuantile.of(PhiloxStream.uniform(words[w + 1]));
        price += (target - price) / left + step * Math.sqrt((left - 1.0) / left) * z;
        boolean sweep = j > 0 && (words[w + 3] & 0xFF) < SWEEPS;
        long time = lastTime;
        if (!sweep) {
          double at = (j + PhiloxStream.uniform(words[w])) * slot;
          time = Math.max(lastTime, start + (long) at / MICRO * MICRO);
        }
        trade(time, price, sweep, words[w + 2], words[w + 3]);
      }
    }
  }

  private void trade(long time, double price, boolean sweep, int word, int detail) {
    long wide = (word >>> 28 & 7) == 0 ? 1 : 0;
    long bid = Math.max(1L, (long) Math.floor(price - halfSpread + 0.5));
    long ask = bid + spread + wide;
    boolean buy = word < 0;
    if (sweep && quote > 0) {
      // A sweep trades at the quote it started with.
      bid = out.bid()[quote - 1] / tick;
      ask = out.ask()[quote - 1] / tick;
    } else {
      out.quoteTime()[quote] = lastTime + (time - lastTime) / (2 * MICRO) * MICRO;
      out.bid()[quote] = bid * tick;
      out.ask()[quote] = ask * tick;
      out.bidSize()[quote] = sizes[detail >>> 8 & SIZES - 1] * 4;
      out.askSize()[quote] = sizes[detail >>> 18 & SIZES - 1] * 4;
      quote++;
    }
    out.tradeTime()[row] = time;
    // Published 50 us to 4 ms later, in whole microseconds.
    out.tradeKnown()[row] = time + (50 + (word >>> 10 & 0xFFF)) * MICRO;
    out.price()[row] = (buy ? ask : bid) * tick;
    out.size()[row] = sizes[word & SIZES - 1];
    out.buy()[row] = buy;
    row++;
    lastTime = time;
  }
}
