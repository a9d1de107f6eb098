package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarBuilder;

/**
 * The last bar of a timeframe that was asked for, and how many rows it was made of: when more come
 * behind them, those need not be looked at again.
 */
final class BarContent {
  /** Bytes of heap, roughly. */
  static final long BYTES = 250;

  final BarBuilder builder = new BarBuilder();

  /** Place in the order up to which rows were added. */
  int to;

  private int bar = -1;
  private int shuffles;

  /** Whether this is the bar, and nothing changed before the place that is next. */
  boolean continues(int ofBar, int afterShuffles) {
    return bar == ofBar && shuffles == afterShuffles;
  }

  void begin(int ofBar, int afterShuffles, int from) {
    builder.reset();
    bar = ofBar;
    shuffles = afterShuffles;
    to = from;
  }
}
