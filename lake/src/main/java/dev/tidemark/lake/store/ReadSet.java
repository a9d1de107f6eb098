package dev.tidemark.lake.store;

import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.delta.Action;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.DeltaLog;
import dev.tidemark.lake.delta.Pruning;
import dev.tidemark.lake.delta.TableState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a change read, so that after a lost race it is known whether the result still holds. It does
 * unless a winner touched a file that was read, or added rows the change would have read.
 */
final class ReadSet {
  private final DeltaLog log;
  private final TableState base;
  private final Predicate range;
  private final Set<String> read = new HashSet<>();
  private final Collection<DataFile> removed;

  /**
   * @param range covers every row the change read
   * @param candidates files that were read
   * @param removed files the change replaces
   */
  ReadSet(
      DeltaLog log,
      TableState base,
      Predicate range,
      Collection<DataFile> candidates,
      Collection<DataFile> removed) {
    this.log = log;
    this.base = base;
    this.range = range;
    this.removed = List.copyOf(removed);
    candidates.forEach(file -> read.add(file.key()));
  }

  /** True when the change would read the same rows in the newer state. */
  boolean holds(TableState now) {
    if (!removed.stream().allMatch(now::has)) {
      return false;
    }
    Optional<List<Action>> winners = log.actions(base.version(), now.version());
    if (winners.isEmpty()) {
      return false;
    }
    Pruning overlap = new Pruning(now, range);
    for (Action action : winners.get()) {
      boolean disturbs =
          switch (action) {
            case Action.Add add -> add.file().dataChange() && overlap.mayMatch(add.file());
            case Action.Remove remove -> remove.dataChange() && read.contains(remove.file().key());
            case Action.TableMetadata metadata -> true;
            case Action.Protocol protocol -> true;
            case Action.SetTxn txn -> false;
            case Action.CommitInfo info -> false;
            case Action.Other other -> false;
          };
      if (disturbs) {
        return false;
      }
    }
    return true;
  }
}
