package dev.tidemark.core.bars;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.GridCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Bars of one instrument from a stream of trade records, revised when later records change them.
 *
 * <p>With the default {@link LatenessPolicy}, the watermark is the greatest accepted event time
 * less 10 seconds. A bar is emitted (revision 0) when the watermark reaches its end, or when the
 * clock is 15 seconds past its end. A record for an emitted bar re-computes it from the surviving
 * trades; if the content differs, the next revision is emitted with the record's knowledge time,
 * without content if the bar vanished. A record that moves a trade revises both bars. A record
 * known more than 48 hours after the end of a bar that it would change is set aside.
 *
 * <p>A fold: the same records in the same order (knowledge time, arrival) give the same emissions,
 * with or without going through {@link #state()} between any two. State is kept for 48 hours; a
 * correction of a trade older than that is seen as a new trade. Not thread-safe.
 */
public final class BarRevisions {

  private final BarRules rules;
  private final LatenessPolicy policy;
  private final GridCursor cursor;

  /** Latest record of each trade that may still change. */
  private final Map<String, Trade> latest = new HashMap<>();

  private final NavigableMap<Long, OpenBar> bars = new TreeMap<>();

  /** Latest records of trades that belong to no bar. */
  private final NavigableSet<Trade> outside = new TreeSet<>(Trade.ORDER);

  private long closedThrough = Long.MIN_VALUE;
  private long greatestKnown = Long.MIN_VALUE;

  public BarRevisions(BarRules rules) {
    this(rules, LatenessPolicy.DEFAULT);
  }

  public BarRevisions(BarRules rules, LatenessPolicy policy) {
    this.rules = rules;
    this.policy = policy;
    this.cursor = rules.cursor();
  }

  /** Continues from a {@link #state()} taken under the same rules and policy. */
  public static BarRevisions restore(BarRules rules, LatenessPolicy policy, byte[] state) {
    return BarRevisionsState.read(new BarRevisions(rules, policy), state);
  }

  /** Everything that later emissions depend on; equal histories give equal bytes. */
  public byte[] state() {
    return BarRevisionsState.write(this);
  }

  /** Takes the next record. */
  public StreamStep accept(Trade record) {
    Trade before = latest.get(record.tradeId());
    boolean changes = before == null || record.version() > before.version();
    // What was forgotten stays closed, even for a record that comes out of order.
    long known = Math.max(record.knownNanos(), greatestKnown);
    if (isTooLate(record, known) || (changes && before != null && isTooLate(before, known))) {
      return StreamStep.quarantined(QuarantineReason.TOO_LATE);
    }
    NavigableMap<Long, OpenBar> touched = new TreeMap<>();
    if (changes) {
      if (before != null) {
        remove(before, touched);
      }
      latest.put(record.tradeId(), record);
      add(record, touched);
    }
    long through = Math.max(closedThrough, record.tsNanos() - policy.allowedNanos());
    StreamStep step = advance(through, record.knownNanos(), touched);
    forget(record.knownNanos());
    return step;
  }

  /** Tells the wall clock, so that bars close although no more records come. */
  public StreamStep idle(long nowNanos) {
    long through = nowNanos - policy.allowedNanos() - policy.idleNanos();
    return advance(Math.max(closedThrough, through), nowNanos, new TreeMap<>());
  }

  /** Everything in bars that end at or before this is emitted, and every change of it revised. */
  public long closedThroughNanos() {
    return closedThrough;
  }

  private boolean isTooLate(Trade trade, long knownNanos) {
    return rules.seek(cursor, trade) && knownNanos - cursor.endNanos() > policy.graceNanos();
  }

  private void remove(Trade trade, Map<Long, OpenBar> touched) {
    if (rules.seek(cursor, trade)) {
      OpenBar bar = bars.get(cursor.startNanos());
      if (bar != null) {
        bar.trades.remove(trade);
        touched.put(bar.start, bar);
      }
    } else {
      outside.remove(trade);
    }
  }

  private void add(Trade trade, Map<Long, OpenBar> touched) {
    if (rules.seek(cursor, trade)) {
      OpenBar bar = place(trade);
      touched.put(bar.start, bar);
    } else {
      outside.add(trade);
    }
  }

  /** Puts the trade into the bar at the cursor. */
  private OpenBar place(Trade trade) {
    OpenBar bar =
        bars.computeIfAbsent(
            cursor.startNanos(), start -> new OpenBar(start, cursor.endNanos(), cursor.partial()));
    bar.trades.add(trade);
    return bar;
  }

  private StreamStep advance(long through, long knownNanos, NavigableMap<Long, OpenBar> touched) {
    if (through > closedThrough) {
      // Bars never overlap: label order is end order. What closes now was not emitted before.
      bars.headMap(through, false).descendingMap().values().stream()
          .takeWhile(bar -> bar.end > closedThrough)
          .forEach(bar -> touched.put(bar.start, bar));
      closedThrough = through;
    }
    List<BarRevision> revisions = new ArrayList<>();
    for (OpenBar bar : touched.values()) {
      if (bar.end <= closedThrough) {
        bar.revise(knownNanos).ifPresent(revisions::add);
      }
    }
    return StreamStep.of(revisions);
  }

  /** Drops what no later record may change. Records come in order of knowledge time. */
  private void forget(long knownNanos) {
    if (knownNanos <= greatestKnown) {
      return;
    }
    greatestKnown = knownNanos;
    long horizon = knownNanos - policy.graceNanos();
    while (!bars.isEmpty() && bars.firstEntry().getValue().end < horizon) {
      OpenBar closed = bars.pollFirstEntry().getValue();
      closed.trades.forEach(trade -> latest.remove(trade.tradeId()));
    }
    while (!outside.isEmpty() && outside.first().tsNanos() < horizon) {
      latest.remove(outside.pollFirst().tradeId());
    }
  }

  // What BarRevisionsState reads and writes.

  long greatestKnown() {
    return greatestKnown;
  }

  NavigableMap<Long, OpenBar> openBars() {
    return bars;
  }

  NavigableSet<Trade> outside() {
    return outside;
  }

  void restoreTimes(long closedThroughNanos, long greatestKnownNanos) {
    closedThrough = closedThroughNanos;
    greatestKnown = greatestKnownNanos;
  }

  void restoreTrade(Trade trade) {
    latest.put(trade.tradeId(), trade);
    add(trade, new TreeMap<>());
  }

  void restoreEmitted(long start, long end, boolean partial, int revision, Optional<Bar> emitted) {
    OpenBar bar = bars.computeIfAbsent(start, at -> new OpenBar(at, end, partial));
    bar.revision = revision;
    bar.emitted = emitted;
  }
}
