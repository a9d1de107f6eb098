package dev.tidemark.core.bars;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** A bar of the stream that records may still change: its trades, and what was last emitted. */
final class OpenBar {

  static final int NEVER_EMITTED = -1;

  final long start;
  final long end;
  final boolean partial;

  /** Latest record of each trade in the interval, cancelled ones too. */
  final NavigableSet<Trade> trades = new TreeSet<>(Trade.ORDER);

  int revision = NEVER_EMITTED;
  Optional<Bar> emitted = Optional.empty();

  OpenBar(long start, long end, boolean partial) {
    this.start = start;
    this.end = end;
    this.partial = partial;
  }

  Optional<Bar> content() {
    BarBuilder builder = new BarBuilder();
    for (Trade trade : trades) {
      if (TradeBars.formsBars(trade)) {
        builder.add(trade);
      }
    }
    return builder.isEmpty() ? Optional.empty() : Optional.of(builder.build(start, end, partial));
  }

  /** The next revision, if the content differs from what was last emitted. */
  Optional<BarRevision> revise(long knownNanos) {
    Optional<Bar> content = content();
    if (content.equals(emitted)) {
      return Optional.empty();
    }
    emitted = content;
    revision++;
    return Optional.of(new BarRevision(start, revision, knownNanos, content));
  }
}
