package dev.tidemark.analysis.simulate;

import dev.tidemark.analysis.result.ExitReason;
import java.util.Arrays;

/**
 * Closed positions in the order of their entries, at bar prices and before costs. Grows as needed
 * and is reused.
 */
public final class TradeLog {
  private static final ExitReason[] REASONS = ExitReason.values();

  private int size;
  private int[] entryBar = new int[256];
  private int[] exitBar = new int[256];
  private byte[] direction = new byte[256];
  private byte[] reason = new byte[256];
  private double[] entryPrice = new double[256];
  private double[] exitPrice = new double[256];

  public void clear() {
    size = 0;
  }

  void add(int dir, int fromBar, double fromPrice, int toBar, double toPrice, ExitReason why) {
    if (size == entryBar.length) {
      grow();
    }
    entryBar[size] = fromBar;
    exitBar[size] = toBar;
    direction[size] = (byte) dir;
    reason[size] = (byte) why.ordinal();
    entryPrice[size] = fromPrice;
    exitPrice[size] = toPrice;
    size++;
  }

  public int size() {
    return size;
  }

  /** The first position entered at or after a bar. */
  public int from(int bar) {
    int at = Arrays.binarySearch(entryBar, 0, size, bar);
    return at < 0 ? -at - 1 : at;
  }

  public int entryBar(int i) {
    return entryBar[i];
  }

  public int exitBar(int i) {
    return exitBar[i];
  }

  /** 1 long, -1 short. */
  public int direction(int i) {
    return direction[i];
  }

  public ExitReason reason(int i) {
    return REASONS[reason[i]];
  }

  /** Open of the entry bar. */
  public double entryPrice(int i) {
    return entryPrice[i];
  }

  /** Open of the exit bar, or its close where the reason says so. */
  public double exitPrice(int i) {
    return exitPrice[i];
  }

  /** Return on unit notional from bar prices. */
  public double grossRef(int i) {
    return direction[i] * (exitPrice[i] / entryPrice[i] - 1.0);
  }

  private void grow() {
    int capacity = 2 * size;
    entryBar = Arrays.copyOf(entryBar, capacity);
    exitBar = Arrays.copyOf(exitBar, capacity);
    direction = Arrays.copyOf(direction, capacity);
    reason = Arrays.copyOf(reason, capacity);
    entryPrice = Arrays.copyOf(entryPrice, capacity);
    exitPrice = Arrays.copyOf(exitPrice, capacity);
  }
}
