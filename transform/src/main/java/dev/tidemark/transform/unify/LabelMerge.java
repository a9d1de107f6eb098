package dev.tidemark.transform.unify;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings the candidates of each label together from several streams and lets the best one win. */
final class LabelMerge {
  /** Not a power of two: columns of such lengths would fight for the same cache lines. */
  private static final int BLOCK = 16_000;

  private final WinnerTimeline timeline;
  private final BarRows candidates = new BarRows();
  private long read;

  LabelMerge(WinnerTimeline timeline) {
    this.timeline = timeline;
  }

  /** Candidates seen. */
  long read() {
    return read;
  }

  /** Gives the winners to {@code out} in blocks, each valid during the call only. */
  void run(List<RowStream> streams, Consumer<BarRows> out) {
    Head[] heads = streams.stream().map(Head::new).toArray(Head[]::new);
    BarRows winners = new BarRows(BLOCK);
    while (true) {
      long label = Long.MAX_VALUE;
      Head only = null;
      for (Head head : heads) {
        long here = head.label();
        if (here <= label) {
          only = here < label ? head : null;
          label = here;
        }
      }
      if (label == Long.MAX_VALUE) {
        break;
      }
      if (only != null && only.alone()) {
        WinnerTimeline.appendOnly(only.rows(), only.row, winners);
        only.advance();
        read++;
      } else {
        candidates.clear();
        for (Head head : heads) {
          while (head.label() == label) {
            candidates.addCopy(head.rows(), head.row);
            head.advance();
          }
        }
        read += candidates.size();
        timeline.append(candidates, 0, candidates.size(), winners);
      }
      if (winners.size() >= BLOCK) {
        out.accept(winners);
        winners.clear();
      }
    }
    if (!winners.isEmpty()) {
      out.accept(winners);
    }
  }

  /** A position in a stream. */
  private static final class Head {
    private final RowStream stream;
    private @Nullable BarRows block;
    private int row;

    Head(RowStream stream) {
      this.stream = stream;
      this.block = stream.next();
      skipEmpty();
    }

    long label() {
      return block == null ? Long.MAX_VALUE : block.get(BarField.LABEL, row);
    }

    BarRows rows() {
      if (block == null) {
        throw new IllegalStateException("the stream is at its end");
      }
      return block;
    }

    /** Whether the next row of the block is there and has another label. */
    boolean alone() {
      return row + 1 < rows().size()
          && rows().get(BarField.LABEL, row + 1) != rows().get(BarField.LABEL, row);
    }

    void advance() {
      row++;
      skipEmpty();
    }

    private void skipEmpty() {
      while (block != null && row >= block.size()) {
        block = stream.next();
        row = 0;
      }
    }
  }
}
