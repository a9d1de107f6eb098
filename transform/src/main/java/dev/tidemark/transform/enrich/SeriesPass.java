package dev.tidemark.transform.enrich;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;

/**
 * Folds a whole series from its epoch in one pass over its unified rows, whatever their number:
 * clean runs go through the fold as columns; only a stretch with late or corrected bars is held in
 * memory and replayed ({@link CleanCuts}). The same rows as one {@link SeriesReplay} over
 * everything.
 */
final class SeriesPass {
  private final GridPositions grid;
  private final BarFold fold;
  private final FeatureSink sink;
  private final int spacing;
  private final CleanCuts cuts;
  private final Checkpoints checkpoints = new Checkpoints();
  private final BarRows stretch = new BarRows();
  private int[] missingBefore = new int[0];
  private int[] session = new int[0];
  private double[][] values = new double[0][0];

  private int next;
  private int seen;
  private long lastLabel = Long.MIN_VALUE;
  private long lastPosition = GridPositions.OFF_GRID;
  private long known = Long.MIN_VALUE;
  private long folded;
  private long offGrid;

  SeriesPass(GridPositions grid, BarFold fold, FeatureSink sink, int spacing, CleanCuts cuts) {
    this.grid = grid;
    this.fold = fold;
    this.sink = sink;
    this.spacing = spacing;
    this.cuts = cuts;
    fold.reset();
  }

  /** The next rows of the series, by label and known time. */
  void accept(BarRows rows) {
    int row = 0;
    while (row < rows.size()) {
      if (next < cuts.from().length && seen >= cuts.from()[next]) {
        stretch.addCopy(rows, row++);
        if (++seen == cuts.to()[next]) {
          replay();
        }
      } else {
        int until = next < cuts.from().length ? cuts.from()[next] : Integer.MAX_VALUE;
        int count = Math.min(rows.size() - row, until - seen);
        run(rows, row, row + count);
        row += count;
        seen += count;
      }
    }
  }

  /** Rows without any lateness: place them on the grid, then fold them in columns. */
  private void run(BarRows rows, int from, int to) {
    reserve(rows.size());
    int start = from;
    for (int row = from; row < to; row++) {
      long position = grid.position(rows.get(BarField.LABEL, row));
      if (position == GridPositions.OFF_GRID) {
        fold(rows, start, row);
        start = row + 1;
        offGrid++;
        continue;
      }
      boolean first = lastPosition == GridPositions.OFF_GRID;
      missingBefore[row] =
          first ? 0 : (int) Math.min(Integer.MAX_VALUE, position - lastPosition - 1);
      session[row] = grid.session();
      lastPosition = position;
      if ((folded + row + 1 - start) % spacing == 0) {
        fold(rows, start, row + 1);
        start = row + 1;
        checkpoints.add(here());
      }
    }
    fold(rows, start, to);
  }

  private void fold(BarRows rows, int from, int to) {
    if (from == to) {
      return;
    }
    fold.run(rows, from, to, missingBefore, session, values);
    sink.rows(rows, from, to, values);
    folded += to - from;
    lastLabel = rows.get(BarField.LABEL, to - 1);
    for (int row = from; row < to; row++) {
      known = Math.max(known, rows.get(BarField.KNOWN, row));
    }
  }

  private void reserve(int rows) {
    if (missingBefore.length < rows) {
      missingBefore = new int[rows];
      session = new int[rows];
      values = new double[fold.width()][rows];
    }
  }

  private Checkpoint here() {
    return folded == 0 ? Checkpoint.EPOCH : new Checkpoint(lastLabel, known, folded, fold.state());
  }

  private void replay() {
    Checkpoint at = here();
    SeriesReplay replay = new SeriesReplay(stretch, grid, fold, at, sink, spacing);
    replay.run();
    offGrid += replay.offGrid();
    for (Checkpoint checkpoint : replay.checkpoints()) {
      checkpoints.add(checkpoint);
      at = checkpoint;
    }
    known = Math.max(known, at.known());
    if (!at.epoch()) {
      lastLabel = at.label();
      lastPosition = grid.position(lastLabel);
      folded = at.bars();
    }
    stretch.clear();
    next++;
  }

  /** After the last row: the states to carry. */
  Checkpoints finish() {
    if (folded > 0) {
      checkpoints.add(here());
    }
    return checkpoints;
  }

  long offGrid() {
    return offGrid;
  }
}
