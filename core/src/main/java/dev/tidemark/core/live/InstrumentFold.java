package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is computed of one instrument of one source while its records come in, in the
 * order of their partition. What comes out depends on the records and the clocks before them only.
 *
 * <p>Trades are told apart by id, the greatest version counts; quotes by (event time, sequence), of
 * which the first told stands. Bars of one second, five seconds and one minute are those of {@link
 * dev.tidemark.core.bars.BarRevisions}, except that a record is set aside when it is too late for
 * its minute. An instrument that has trades forms bars from trades; as long as none was accepted,
 * from the middle of its quotes, and the first trade takes those bars back.
 *
 * <p>The minutes in use are in memory, all others in the store; what is 48 hours old is in neither.
 * Not thread-safe.
 */
public final class InstrumentFold {
  private static final byte FORMAT = 2;
  private static final long STATE = 0;
  private static final long OWN_BYTES = 2_000;

  private final FoldStore store;
  private final TradeLane trades;
  private final QuoteLane quotes;
  private final LiveFeatures features;

  /** Minutes that were told since the features were, all known at the same time. */
  private final List<BarRevision> minutes = new ArrayList<>();

  private boolean traded;
  private boolean dirty;

  private InstrumentFold(
      String seriesKey,
      InstrumentRules rules,
      LatenessPolicy policy,
      FoldStore store,
      ShelfSize size) {
    this.store = store;
    this.trades = new TradeLane(rules, policy, store, size);
    this.quotes = new QuoteLane(rules, policy, store, size);
    this.features = LiveFeatures.open(seriesKey, rules, policy, store, quotes);
  }

  /**
   * Continues where the last {@link #flush} into this store left off; begins if there was none.
   *
   * @param seriesKey source and instrument, as they are in the names of alerts
   */
  public static InstrumentFold open(
      String seriesKey, InstrumentRules rules, LatenessPolicy policy, FoldStore store) {
    return open(seriesKey, rules, policy, store, ShelfSize.USUAL);
  }

  /** As {@link #open(String, InstrumentRules, LatenessPolicy, FoldStore)}, keeping so much. */
  static InstrumentFold open(
      String seriesKey,
      InstrumentRules rules,
      LatenessPolicy policy,
      FoldStore store,
      ShelfSize size) {
    InstrumentFold fold = new InstrumentFold(seriesKey, rules, policy, store, size);
    byte[] state = store.get(FoldStore.Space.STATE, STATE);
    if (state != null) {
      fold.read(state);
    }
    return fold;
  }

  public void trade(Trade record, FoldOutput out) {
    TradeLane.Kind kind = trades.place(record);
    dirty = true;
    if (kind == TradeLane.Kind.TOO_LATE) {
      out.quarantined(record, QuarantineReason.TOO_LATE);
      trades.trim();
      return;
    }
    if (kind == TradeLane.Kind.REPEATED) {
      out.repeated(record);
    } else {
      out.accepted(record);
    }
    if (!traded) {
      traded = true;
      takeBackMiddles(record.knownNanos(), out);
    }
    trades.bars().record(record.tsNanos(), record.knownNanos(), told(out));
    tellFeatures(out);
    features.trade(record, kind == TradeLane.Kind.FIRST, out);
    trades.forget();
    trades.trim();
  }

  public void quote(Quote record, FoldOutput out) {
    QuoteLane.Kind kind = quotes.place(record);
    if (kind == QuoteLane.Kind.TOO_LATE) {
      out.quarantined(record, QuarantineReason.TOO_LATE);
      return;
    }
    dirty = true;
    if (kind == QuoteLane.Kind.REPEATED) {
      out.repeated(record);
    } else {
      out.accepted(record);
    }
    quotes.bars().record(record.tsNanos(), record.knownNanos(), told(out));
    tellFeatures(out);
    features.quote(record, kind == QuoteLane.Kind.FIRST, out);
    quotes.trim();
  }

  /** All trades and quotes known before this have been told: what waited for more closes. */
  public void clock(long knownNanos, FoldOutput out) {
    tradeClock(knownNanos, out);
    quoteClock(knownNanos, out);
  }

  /**
   * All trades known before this have been told. Trades and quotes come by different ways, so what
   * was said on the way of the one says nothing about the other.
   */
  public void tradeClock(long knownNanos, FoldOutput out) {
    dirty = true;
    trades.bars().clock(knownNanos, told(out));
    tellFeatures(out);
    features.tradeClock(knownNanos, out);
    trades.trim();
  }

  /** All quotes known before this have been told. */
  public void quoteClock(long knownNanos, FoldOutput out) {
    dirty = true;
    quotes.bars().clock(knownNanos, told(out));
    tellFeatures(out);
    features.quoteClock(knownNanos, out);
    quotes.trim();
  }

  /** Smallest clock that may tell something; {@code Long.MAX_VALUE} if none would. */
  public long nextDeadlineNanos() {
    return Math.min(
        features.nextDeadlineNanos(),
        Math.min(trades.bars().nextDeadlineNanos(), quotes.bars().nextDeadlineNanos()));
  }

  private LiveBars.Told told(FoldOutput out) {
    return (timeframe, revision) -> bar(timeframe, revision, out);
  }

  private void bar(Timeframe timeframe, BarRevision revision, FoldOutput out) {
    out.bar(timeframe, revision);
    if (timeframe == Timeframe.M1) {
      // What closes at once may be known at different times, however often the clock is told.
      if (!minutes.isEmpty() && minutes.getLast().knownNanos() != revision.knownNanos()) {
        tellFeatures(out);
      }
      minutes.add(revision);
    }
  }

  private void tellFeatures(FoldOutput out) {
    if (!minutes.isEmpty()) {
      features.minutes(minutes, out);
      minutes.clear();
    }
  }

  private void takeBackMiddles(long knownNanos, FoldOutput out) {
    MinuteSet quoted = quotes.minutes();
    for (long minute = quoted.ceiling(Long.MIN_VALUE);
        minute != MinuteSet.NONE;
        minute = quoted.ceiling(minute + Timeframe.M1.nanos())) {
      QuotePage page = quotes.page(minute);
      if (quotes.bars().closedThrough() > page.start) {
        quotes.bars().takeBack(page, trades.pageOf(minute), knownNanos, told(out));
      }
      quotes.trim();
      trades.trim();
    }
    quotes.bars().silence();
  }

  /** Puts everything into the store, from which {@link #open} continues bit for bit. */
  public void flush() {
    if (dirty) {
      dirty = false;
      trades.flush();
      quotes.flush();
      features.flush();
      store.put(FoldStore.Space.STATE, STATE, write());
    }
  }

  /** Bytes of heap that this takes, roughly. */
  public long heapBytes() {
    return OWN_BYTES + trades.heapBytes() + quotes.heapBytes() + features.heapBytes();
  }

  private byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeBoolean(traded);
      trades.write(out);
      quotes.write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the target is memory
    }
    return bytes.toByteArray();
  }

  private void read(byte[] state) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (in.readByte() != FORMAT) {
        throw PackedReader.damaged();
      }
      traded = in.readBoolean();
      trades.read(in);
      quotes.read(in);
    } catch (IOException | NegativeArraySizeException damaged) {
      throw PackedReader.damaged();
    }
    if (traded) {
      quotes.bars().silence();
    }
  }
}
