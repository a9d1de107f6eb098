package dev.tidemark.lake.store;

import dev.tidemark.lake.delta.Action;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.WrittenFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A change of a table that can be planned again when another writer was faster. */
interface Change {

  /** What to commit on top of that state. Called again, with a newer state, after a lost race. */
  Planned plan(TableState state);

  /** What was written is not going to be committed. */
  default void abandon() {}

  /**
   * Actions and their counts.
   *
   * @param actions none means there is nothing to do
   * @param blind the change did not read the table
   */
  record Planned(List<Action> actions, Map<String, Long> metrics, boolean blind) {

    static Planned nothing() {
      return new Planned(List.of(), Map.of(), false);
    }

    /** The added files first come second: a reader of the log sees what left, then what came. */
    static Planned of(
        Collection<DataFile> removed,
        Collection<WrittenFile> added,
        boolean dataChange,
        boolean blind,
        long now,
        Map<String, Long> more) {
      List<Action> actions = new ArrayList<>();
      removed.forEach(file -> actions.add(new Action.Remove(file, now, dataChange)));
      added.forEach(written -> actions.add(new Action.Add(written.file())));
      Map<String, Long> metrics = new TreeMap<>(more);
      metrics.put("numFiles", (long) added.size());
      metrics.put("numRemovedFiles", (long) removed.size());
      metrics.put("numOutputRows", added.stream().mapToLong(WrittenFile::rows).sum());
      metrics.put("numOutputBytes", added.stream().mapToLong(f -> f.file().size()).sum());
      metrics.put("numRemovedBytes", removed.stream().mapToLong(DataFile::size).sum());
      return new Planned(actions, metrics, blind);
    }
  }
}
