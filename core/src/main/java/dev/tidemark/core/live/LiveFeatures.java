package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What {@link InstrumentFold} tells besides bars: features of bars, features of quotes, alerts.
 * Quotes have a watermark of their own, the greatest accepted event time less the lateness allowed.
 */
final class LiveFeatures {
  private final LatenessPolicy policy;
  private final FoldStore store;
  private final FeatureHistory bars;
  private final QuoteMinutes quotes;
  private final QuotePages pages;
  private final LargeTradeWatch alerts;

  private long closedThrough = Long.MIN_VALUE;
  private long greatestKnown = Long.MIN_VALUE;
  private boolean dirty;

  private LiveFeatures(
      LatenessPolicy policy,
      FoldStore store,
      FeatureHistory bars,
      QuoteMinutes quotes,
      QuotePages pages,
      LargeTradeWatch alerts) {
    this.policy = policy;
    this.store = store;
    this.bars = bars;
    this.quotes = quotes;
    this.pages = pages;
    this.alerts = alerts;
  }

  static LiveFeatures open(
      String seriesKey,
      InstrumentRules rules,
      LatenessPolicy policy,
      FoldStore store,
      QuotePages pages) {
    LiveFeatures features =
        new LiveFeatures(
            policy,
            store,
            FeatureHistory.open(rules, policy, store),
            QuoteMinutes.open(policy, store),
            pages,
            LargeTradeWatch.open(seriesKey, store));
    byte[] times = store.get(FoldStore.Space.FEATURES, StoredFeatures.TIMES_OF_QUOTES);
    if (times != null) {
      ByteBuffer in = ByteBuffer.wrap(times);
      features.closedThrough = in.getLong();
      features.greatestKnown = in.getLong();
    }
    return features;
  }

  /** A record that was not set aside; {@code first} if nothing was told of its trade before. */
  void trade(Trade record, boolean first, FoldOutput out) {
    if (first) {
      alerts.trade(record, out);
    } else {
      alerts.again(record, out);
    }
  }

  /** One-minute bars that were told, in that order. */
  void minutes(List<BarRevision> revisions, FoldOutput out) {
    bars.revised(revisions, out);
  }

  /** A quote that was not set aside; {@code first} if it was not told before. */
  void quote(Quote record, boolean first, FoldOutput out) {
    if (first) {
      quotes.changed(QuoteLane.minuteOf(record.tsNanos()));
    }
    dirty = true;
    greatestKnown = Math.max(greatestKnown, record.knownNanos());
    closedThrough = Math.max(closedThrough, record.tsNanos() - policy.allowedNanos());
    quotes.advance(closedThrough, record.knownNanos(), pages, out);
  }

  /** All trades known before this have been told. */
  void tradeClock(long knownNanos, FoldOutput out) {
    alerts.clock(knownNanos, out);
  }

  /**
   * Minutes close one by one, so that it does not matter how often the clock is told; a quote of
   * one that would have closed by now revises it at once, and leaves nothing to be done in the
   * past.
   */
  void quoteClock(long knownNanos, FoldOutput out) {
    for (long end = quotes.nextEndNanos();
        end != Long.MAX_VALUE && end + waiting() <= knownNanos;
        end = quotes.nextEndNanos()) {
      dirty = true;
      closedThrough = Math.max(closedThrough, end);
      quotes.advance(end, Math.max(end + waiting(), greatestKnown), pages, out);
    }
    if (knownNanos - waiting() > closedThrough) {
      dirty = true;
      closedThrough = knownNanos - waiting();
    }
  }

  long nextDeadlineNanos() {
    long end = quotes.nextEndNanos();
    return Math.min(alerts.nextDeadlineNanos(), end == Long.MAX_VALUE ? end : end + waiting());
  }

  private long waiting() {
    return policy.allowedNanos() + policy.idleNanos();
  }

  void flush() {
    bars.flush();
    quotes.flush();
    alerts.flush();
    if (dirty) {
      dirty = false;
      ByteBuffer times = ByteBuffer.allocate(2 * Long.BYTES);
      times.putLong(closedThrough).putLong(greatestKnown);
      store.put(FoldStore.Space.FEATURES, StoredFeatures.TIMES_OF_QUOTES, times.array());
    }
  }

  long heapBytes() {
    return bars.heapBytes() + quotes.heapBytes() + alerts.heapBytes();
  }
}
