package dev.tidemark.core.live;

import dev.tidemark.core.model.Trade;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Trades that leave in {@link Trade#ORDER}. Most come in that order: they stand in a row, and only
 * the others have to be sorted.
 */
final class WaitingTrades {
  private final Deque<Trade> inOrder = new ArrayDeque<>();
  private final PriorityQueue<Trade> others = new PriorityQueue<>(Trade.ORDER);

  void add(Trade trade) {
    Trade last = inOrder.peekLast();
    if (last == null || Trade.ORDER.compare(last, trade) <= 0) {
      inOrder.addLast(trade);
    } else {
      others.add(trade);
    }
  }

  void addAll(Collection<Trade> trades) {
    trades.forEach(this::add);
  }

  /** The first; null if none waits. */
  @Nullable Trade peek() {
    Trade one = inOrder.peekFirst();
    Trade other = others.peek();
    return one == null || (other != null && Trade.ORDER.compare(other, one) < 0) ? other : one;
  }

  /** Takes a trade away, the first at once; whether it waited. */
  boolean remove(Trade trade) {
    if (inOrder.peekFirst() == trade) {
      inOrder.removeFirst();
      return true;
    }
    return others.remove(trade) || inOrder.remove(trade);
  }

  int size() {
    return inOrder.size() + others.size();
  }

  List<Trade> sorted() {
    List<Trade> trades = new ArrayList<>(size());
    trades.addAll(inOrder);
    if (!others.isEmpty()) {
      trades.addAll(others);
      trades.sort(Trade.ORDER);
    }
    return trades;
  }
}
