package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.live.RevisedBars.Revised;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.Timeframe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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
 * <p>Not thread-safe.
 */
public final class InstrumentFold {
  private static final long STATE = 0;
  private static final int BYTES_PER_RECORD = 400;

  private final LatenessPolicy policy;
  private final FoldStore store;
  private final RevisedBars trades;
  private final RevisedBars mids;
  private final LiveFeatures features;

  /** Revisions of bars of mids so far, by label: trades continue counting from there. */
  private final Map<Timeframe, NavigableMap<Long, Integer>> revisions =
      new EnumMap<>(Timeframe.class);

  /** Minutes of mids that the record at hand took back. */
  private final List<BarRevision> takenBack = new ArrayList<>();

  private boolean traded;
  private long heapBytes;

  private InstrumentFold(
      LatenessPolicy policy,
      FoldStore store,
      RevisedBars trades,
      RevisedBars mids,
      LiveFeatures features) {
    this.policy = policy;
    this.store = store;
    this.trades = trades;
    this.mids = mids;
    this.features = features;
    RevisedBars.TIMEFRAMES.forEach(timeframe -> revisions.put(timeframe, new TreeMap<>()));
  }

  /**
   * Continues where the last {@link #flush} into this store left off; begins if there was none.
   *
   * @param seriesKey source and instrument, as they are in the names of alerts
   */
  public static InstrumentFold open(
      String seriesKey, InstrumentRules rules, LatenessPolicy policy, FoldStore store) {
    LiveFeatures features = LiveFeatures.open(seriesKey, rules, policy, store);
    byte[] state = store.get(FoldStore.Space.STATE, STATE);
    if (state == null) {
      return new InstrumentFold(
          policy, store, new RevisedBars(rules, policy), new RevisedBars(rules, policy), features);
    }
    ByteBuffer in = ByteBuffer.wrap(state);
    boolean traded = in.get() != 0;
    RevisedBars trades = new RevisedBars(rules, policy, in);
    InstrumentFold fold =
        new InstrumentFold(policy, store, trades, new RevisedBars(rules, policy, in), features);
    fold.traded = traded;
    for (Timeframe timeframe : RevisedBars.TIMEFRAMES) {
      int labels = in.getInt();
      for (int i = 0; i < labels; i++) {
        fold.revisions(timeframe).put(in.getLong(), in.getInt());
      }
    }
    fold.heapBytes = state.length * 4L;
    return fold;
  }

  public void trade(Trade record, FoldOutput out) {
    boolean news = trades.isNews(record);
    boolean first = trades.isFirst(record);
    Optional<List<Revised>> revised = trades.accept(record);
    if (revised.isEmpty()) {
      out.quarantined(record, QuarantineReason.TOO_LATE);
      return;
    }
    if (news) {
      heapBytes += BYTES_PER_RECORD;
      out.accepted(record);
    } else {
      out.repeated(record);
    }
    if (!traded) {
      traded = true;
      takeBackMids(record.knownNanos(), out);
    }
    ofTrades(revised.get(), out);
    forgetMids(record.knownNanos());
    features.trade(record, first, out);
  }

  public void quote(Quote record, FoldOutput out) {
    Trade mid = mid(record);
    boolean news = mids.isNews(mid);
    Optional<List<Revised>> revised = mids.accept(mid);
    if (revised.isEmpty()) {
      out.quarantined(record, QuarantineReason.TOO_LATE);
      return;
    }
    if (news) {
      heapBytes += BYTES_PER_RECORD;
      out.accepted(record);
    } else {
      out.repeated(record);
    }
    ofMids(revised.get(), out);
    forgetMids(record.knownNanos());
    features.quote(record, out);
  }

  /** Everything known before this has been told: what waited for more closes without. */
  public void clock(long knownNanos, FoldOutput out) {
    ofTrades(trades.clock(knownNanos), out);
    ofMids(mids.clock(knownNanos), out);
    features.clock(knownNanos, out);
  }

  private void ofTrades(List<Revised> revised, FoldOutput out) {
    List<BarRevision> minutes = new ArrayList<>(takenBack);
    takenBack.clear();
    for (Revised each : revised) {
      BarRevision bar = each.revision();
      Integer before = revisions(each.timeframe()).get(bar.startNanos());
      bar(each.timeframe(), before == null ? bar : later(bar, before + 1), minutes, out);
    }
    features.minutes(minutes, out);
  }

  private void ofMids(List<Revised> revised, FoldOutput out) {
    if (!traded) {
      List<BarRevision> minutes = new ArrayList<>();
      for (Revised each : revised) {
        BarRevision bar = each.revision();
        revisions(each.timeframe()).put(bar.startNanos(), bar.revision());
        bar(each.timeframe(), bar, minutes, out);
      }
      features.minutes(minutes, out);
    }
  }

  private static void bar(
      Timeframe timeframe, BarRevision bar, List<BarRevision> minutes, FoldOutput out) {
    out.bar(timeframe, bar);
    if (timeframe == Timeframe.M1) {
      minutes.add(bar);
    }
  }

  /** A bar of mids always has content: quotes are never corrected. */
  private void takeBackMids(long knownNanos, FoldOutput out) {
    revisions.forEach(
        (timeframe, labels) -> {
          labels.replaceAll((label, revision) -> revision + 1);
          labels.forEach(
              (label, revision) ->
                  bar(
                      timeframe,
                      new BarRevision(label, revision, knownNanos, Optional.empty()),
                      takenBack,
                      out));
        });
  }

  private void forgetMids(long knownNanos) {
    for (NavigableMap<Long, Integer> labels : revisions.values()) {
      labels.headMap(knownNanos - policy.graceNanos() - 2 * Timeframe.M1.nanos()).clear();
    }
  }

  private static BarRevision later(BarRevision bar, int revisions) {
    return new BarRevision(
        bar.startNanos(), bar.revision() + revisions, bar.knownNanos(), bar.content());
  }

  /** A trade that sets prices as {@link ColumnarBars#ofMids} does, and counts for nothing else. */
  private static Trade mid(Quote quote) {
    return new Trade(
        quote.tsNanos() + "/" + quote.seq(),
        1,
        TradeOp.NEW,
        quote.tsNanos(),
        quote.seq(),
        quote.isValid() ? ColumnarBars.mid(quote.bid(), quote.ask()) : 0,
        0,
        quote.knownNanos(),
        null,
        true,
        true,
        false);
  }

  private NavigableMap<Long, Integer> revisions(Timeframe timeframe) {
    return Objects.requireNonNull(revisions.get(timeframe));
  }

  /** Smallest clock that would close something; {@code Long.MAX_VALUE} if none would. */
  public long nextDeadlineNanos() {
    return Math.min(
        features.nextDeadlineNanos(),
        Math.min(trades.nextDeadlineNanos(), mids.nextDeadlineNanos()));
  }

  /** Puts everything into the store, from which {@link #open} continues bit for bit. */
  public void flush() {
    byte[] ofTrades = trades.state();
    byte[] ofQuotes = mids.state();
    int labels = revisions.values().stream().mapToInt(Map::size).sum();
    ByteBuffer state =
        ByteBuffer.allocate(
            1
                + ofTrades.length
                + ofQuotes.length
                + RevisedBars.TIMEFRAMES.size() * Integer.BYTES
                + labels * (Long.BYTES + Integer.BYTES));
    state.put((byte) (traded ? 1 : 0)).put(ofTrades).put(ofQuotes);
    for (Timeframe timeframe : RevisedBars.TIMEFRAMES) {
      state.putInt(revisions(timeframe).size());
      revisions(timeframe).forEach((label, revision) -> state.putLong(label).putInt(revision));
    }
    store.put(FoldStore.Space.STATE, STATE, state.array());
    features.flush();
    heapBytes = state.capacity() * 4L;
  }

  /** Bytes of heap that this takes, roughly. */
  public long heapBytes() {
    return heapBytes + features.heapBytes();
  }
}
