package dev.tidemark.transform.progress;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.HistoryEntry;
import dev.tidemark.lake.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the builds changed in a silver table, written into the metadata of each of their commits, so
 * that the next build downstream need not compare versions.
 */
public final class ChangeLog {
  private static final String KEY = "tidemark.changes";
  private static final String WHOLE = "* ";

  /** Commits of the lake's own maintenance: same rows, other files. */
  private static final Set<String> SAME_ROWS =
      Set.of("CREATE TABLE", "OPTIMIZE", "ZORDER", "ADD COLUMN");

  private ChangeLog() {}

  /** Adds the changes to a commit. */
  public static CommitRequest record(CommitRequest request, Collection<Change> changes) {
    return request.with(KEY, String.join("\n", changes.stream().map(Change::encode).toList()));
  }

  /** Says that every series of these timeframes may have changed in every row. */
  public static CommitRequest recordWhole(CommitRequest request, Collection<Timeframe> timeframes) {
    return request.with(
        KEY, String.join("\n", timeframes.stream().map(t -> WHOLE + t.code()).toList()));
  }

  /**
   * What changed.
   *
   * @param changes by series, in no order
   * @param whole timeframes that were built anew
   */
  public record Changes(List<Change> changes, Set<Timeframe> whole) {
    static final Changes NONE = new Changes(List.of(), Set.of());

    public boolean isEmpty() {
      return changes.isEmpty() && whole.isEmpty();
    }
  }

  /**
   * The changes of the versions after {@code from} up to {@code to}; empty when they cannot be
   * told: somebody else's commit, or a history that was cleaned up.
   */
  public static Optional<Changes> between(Table table, long from, long to) {
    if (from == to) {
      return Optional.of(Changes.NONE);
    }
    if (from > to || from < 0) {
      return Optional.empty();
    }
    List<Change> changes = new ArrayList<>();
    Set<Timeframe> whole = EnumSet.noneOf(Timeframe.class);
    long entries = 0;
    for (HistoryEntry entry : table.history(Math.toIntExact(table.latest().version() - from))) {
      if (entry.version() <= to && entry.version() > from) {
        entries++;
        if (!read(entry, changes, whole)) {
          return Optional.empty();
        }
      }
    }
    return entries == to - from
        ? Optional.of(new Changes(List.copyOf(changes), whole))
        : Optional.empty();
  }

  private static boolean read(HistoryEntry entry, List<Change> changes, Set<Timeframe> whole) {
    String text = entry.metadata().get(KEY);
    if (text == null) {
      return SAME_ROWS.contains(entry.operation());
    }
    for (String line : text.isEmpty() ? List.<String>of() : List.of(text.split("\n", -1))) {
      Optional<Timeframe> timeframe =
          line.startsWith(WHOLE)
              ? Timeframe.find(line.substring(WHOLE.length()))
              : Optional.empty();
      Optional<Change> change = Change.decode(line);
      timeframe.ifPresent(whole::add);
      change.ifPresent(changes::add);
      if (timeframe.isEmpty() && change.isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
