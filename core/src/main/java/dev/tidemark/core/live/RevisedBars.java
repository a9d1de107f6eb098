package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.BarRevisions;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.StreamStep;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The bars of one second, five seconds and one minute of the same records. The minute decides what
 * is too late for all three, so that they are always of the same records.
 */
final class RevisedBars {
  static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.S1, Timeframe.S5, Timeframe.M1);

  private final LatenessPolicy policy;
  private final Map<Timeframe, BarRevisions> bars = new EnumMap<>(Timeframe.class);
  private long greatestKnown = Long.MIN_VALUE;

  record Revised(Timeframe timeframe, BarRevision revision) {}

  RevisedBars(InstrumentRules rules, LatenessPolicy policy) {
    this.policy = policy;
    for (Timeframe timeframe : TIMEFRAMES) {
      bars.put(timeframe, new BarRevisions(rules.bars(timeframe), lateness(timeframe)));
    }
  }

  RevisedBars(InstrumentRules rules, LatenessPolicy policy, ByteBuffer state) {
    this.policy = policy;
    greatestKnown = state.getLong();
    for (Timeframe timeframe : TIMEFRAMES) {
      byte[] bytes = new byte[state.getInt()];
      state.get(bytes);
      bars.put(timeframe, BarRevisions.restore(rules.bars(timeframe), lateness(timeframe), bytes));
    }
  }

  /** Shorter bars wait a minute longer, so that they never set aside what the minute takes. */
  private LatenessPolicy lateness(Timeframe timeframe) {
    return timeframe == Timeframe.M1
        ? policy
        : new LatenessPolicy(
            policy.allowedNanos(), policy.idleNanos(), policy.graceNanos() + Timeframe.M1.nanos());
  }

  boolean isFirst(Trade record) {
    return minutes().isFirst(record);
  }

  boolean isNews(Trade record) {
    return minutes().isNews(record);
  }

  /** Takes a record; empty if it was set aside. */
  Optional<List<Revised>> accept(Trade record) {
    StreamStep minute = minutes().accept(record);
    if (minute.quarantine().isPresent()) {
      return Optional.empty();
    }
    greatestKnown = Math.max(greatestKnown, record.knownNanos());
    List<Revised> revised = new ArrayList<>();
    for (Timeframe timeframe : TIMEFRAMES) {
      StreamStep step = timeframe == Timeframe.M1 ? minute : of(timeframe).accept(record);
      step.revisions().forEach(each -> revised.add(new Revised(timeframe, each)));
    }
    return Optional.of(revised);
  }

  List<Revised> clock(long knownNanos) {
    List<Revised> revised = new ArrayList<>();
    for (Timeframe timeframe : TIMEFRAMES) {
      for (BarRevision each : of(timeframe).idle(knownNanos).revisions()) {
        // What closes is new, and so has content.
        long end = each.content().map(Bar::endNanos).orElseThrow();
        long known = Math.max(end + waiting(), greatestKnown);
        revised.add(
            new Revised(
                timeframe,
                new BarRevision(each.startNanos(), each.revision(), known, each.content())));
      }
    }
    return revised;
  }

  long nextDeadlineNanos() {
    long end = Long.MAX_VALUE;
    for (BarRevisions each : bars.values()) {
      end = Math.min(end, each.nextEndNanos());
    }
    return end == Long.MAX_VALUE ? end : end + waiting();
  }

  byte[] state() {
    byte[][] states = new byte[TIMEFRAMES.size()][];
    int length = Long.BYTES;
    for (int i = 0; i < states.length; i++) {
      states[i] = of(TIMEFRAMES.get(i)).state();
      length += Integer.BYTES + states[i].length;
    }
    ByteBuffer out = ByteBuffer.allocate(length).putLong(greatestKnown);
    for (byte[] state : states) {
      out.putInt(state.length).put(state);
    }
    return out.array();
  }

  private BarRevisions minutes() {
    return of(Timeframe.M1);
  }

  private long waiting() {
    return policy.allowedNanos() + policy.idleNanos();
  }

  private BarRevisions of(Timeframe timeframe) {
    return Objects.requireNonNull(bars.get(timeframe));
  }
}
