package dev.tidemark.core.live;

import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.micro.LargeTrades;
import dev.tidemark.core.micro.PromptTrades;
import dev.tidemark.core.model.Trade;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of large trades. Final ones are those of {@link PromptTrades}, judged in the order of
 * {@link Trade#ORDER} as soon as nothing that is told from now on can come before; they rest on
 * what was known ten seconds after each trade and never change. Provisional ones are judged in the
 * order in which trades come; one that is not final when the last of its trades is judged is
 * withdrawn.
 *
 * <p>Not thread-safe.
 */
public final class LargeTradeWatch {
  private static final int TRADES_OF_AN_ALERT = 3;

  private final String seriesKey;
  private final FoldStore store;

  LargeTradeDetector provisional = new LargeTradeDetector();
  LargeTradeDetector judged = new LargeTradeDetector();

  /** Prompt trades that are not judged yet. */
  final WaitingTrades waiting = new WaitingTrades();

  /** First records of trades that were told in the microsecond of {@link #progress}. */
  final Map<String, Trade> tellingNow = new HashMap<>();

  /** Large trades in the order they came, as many as may become part of an alert. */
  final Deque<Trade> largeSoFar = new ArrayDeque<>();

  /** Provisional alerts by their last trade. */
  final SortedMap<String, LargeTradeAlert> unconfirmed = new TreeMap<>();

  long progress = Long.MIN_VALUE;
  private boolean dirty;

  private LargeTradeWatch(String seriesKey, FoldStore store) {
    this.seriesKey = seriesKey;
    this.store = store;
  }

  /** Continues where the last {@link #flush} into this store left off; begins if there was none. */
  public static LargeTradeWatch open(String seriesKey, FoldStore store) {
    LargeTradeWatch watch = new LargeTradeWatch(seriesKey, store);
    byte[] state = store.get(FoldStore.Space.FEATURES, StoredFeatures.LARGE_TRADES);
    if (state != null) {
      LargeTradeState.read(watch, state);
    }
    return watch;
  }

  /** A record of a trade of which nothing was told before. */
  public void trade(Trade first, FoldOutput out) {
    clock(first.knownNanos(), out);
    dirty = true;
    if (isToldNow(first)) {
      tellingNow.put(first.tradeId(), first);
    }
    if (isJudged(first)) {
      waiting.add(first);
      provisional(first, out);
    }
  }

  /**
   * Another record of a trade. It counts as the first one if it was told at the same time and has a
   * lesser version: a table of records does not know which of the two came first.
   */
  public void again(Trade record, FoldOutput out) {
    clock(record.knownNanos(), out);
    Trade first = tellingNow.get(record.tradeId());
    if (first == null || !isToldNow(record) || !PromptTrades.isToldBefore(record, first)) {
      return;
    }
    dirty = true;
    tellingNow.put(record.tradeId(), record);
    boolean was = isJudged(first) && waiting.remove(first);
    boolean is = isJudged(record);
    if (is) {
      waiting.add(record);
    }
    if (is && !was) {
      provisional(record, out);
    } else if (was && !is) {
      withdraw(unconfirmed.remove(record.tradeId()), progress, out);
    }
  }

  /** Everything known before this time has been told. */
  public void clock(long knownNanos, FoldOutput out) {
    if (knownNanos <= progress) {
      return;
    }
    if (micros(knownNanos) > micros(progress)) {
      dirty |= !tellingNow.isEmpty();
      tellingNow.clear();
    }
    progress = knownNanos;
    while (!waiting.isEmpty() && PromptTrades.judgedNanos(waiting.firstTs()) < knownNanos) {
      dirty = true;
      judge(waiting.takeFirst(), out);
    }
  }

  /**
   * The smallest {@link #clock} that judges a trade; {@code Long.MAX_VALUE} if none waits, or if
   * there were too few for any to be large.
   */
  public long nextDeadlineNanos() {
    return waiting.isEmpty() || judged.seen() + waiting.size() <= LargeTrades.STANDARD.minimum()
        ? Long.MAX_VALUE
        : PromptTrades.judgedNanos(waiting.firstTs()) + 1;
  }

  private boolean isToldNow(Trade record) {
    return micros(record.knownNanos()) == micros(progress);
  }

  /** Known times are compared as {@link PromptTrades} does. */
  private static long micros(long knownNanos) {
    return Math.ceilDiv(knownNanos, 1_000L);
  }

  /** Prompt, and in time before its turn is over even if records come out of order. */
  private boolean isJudged(Trade first) {
    return PromptTrades.isPrompt(first) && PromptTrades.judgedNanos(first.tsNanos()) >= progress;
  }

  private void judge(WaitingTrade trade, FoldOutput out) {
    Optional<LargeTradeAlert> alert =
        judged.trade(trade.tradeId(), trade.tsNanos(), trade.price(), trade.size());
    long known = PromptTrades.judgedNanos(trade.tsNanos());
    LargeTradeAlert expected = unconfirmed.remove(trade.tradeId());
    if (expected != null && (alert.isEmpty() || !alert.get().equals(expected))) {
      withdraw(expected, known, out);
    }
    alert.ifPresent(found -> tell(AlertRevision.Status.FINAL, found, known, out));
  }

  private void provisional(Trade trade, FoldOutput out) {
    Optional<LargeTradeAlert> alert =
        provisional.trade(trade.tradeId(), trade.tsNanos(), trade.price(), trade.size());
    if (provisional.wasLarge()) {
      largeSoFar.addLast(trade);
    }
    if (alert.isEmpty()) {
      while (largeSoFar.size() >= TRADES_OF_AN_ALERT) {
        largeSoFar.removeFirst();
      }
      return;
    }
    // In the order in which they will be judged, so that the final alert has the same name.
    List<Trade> three = new ArrayList<>(largeSoFar);
    largeSoFar.clear();
    three.sort(Trade.ORDER);
    Trade third = three.get(2);
    LargeTradeAlert found =
        new LargeTradeAlert(
            third.tsNanos(), three.get(0).tradeId(), three.get(1).tradeId(), third.tradeId());
    unconfirmed.put(third.tradeId(), found);
    tell(AlertRevision.Status.PROVISIONAL, found, progress, out);
  }

  private void withdraw(@Nullable LargeTradeAlert alert, long known, FoldOutput out) {
    if (alert != null) {
      tell(AlertRevision.Status.WITHDRAWN, alert, known, out);
    }
  }

  private void tell(
      AlertRevision.Status status, LargeTradeAlert alert, long known, FoldOutput out) {
    out.alert(new AlertRevision(AlertIds.of(seriesKey, alert), status, alert, known));
  }

  /** Puts everything into the store, from which {@link #open} continues bit for bit. */
  public void flush() {
    if (dirty) {
      dirty = false;
      byte[] state = LargeTradeState.write(this);
      store.put(FoldStore.Space.FEATURES, StoredFeatures.LARGE_TRADES, state);
    }
  }

  /** Bytes of heap that this takes, roughly. */
  public long heapBytes() {
    return 2_000
        + provisional.heapBytes()
        + judged.heapBytes()
        + waiting.heapBytes()
        + 130L * tellingNow.size();
  }
}
