package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.duck.SelectQuery;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One SELECT of a caller over snapshots. */
final class SqlQuery {
  private SqlQuery() {}

  /** True when the text may name the table; too often true only costs a view. */
  static boolean mentions(String select, TableName name) {
    String dot = "\"?\\s*\\.\\s*\"?";
    return Pattern.compile(
            "\\b" + name.layer() + dot + name.name() + "\\b", Pattern.CASE_INSENSITIVE)
        .matcher(select)
        .find();
  }

  static Scan run(LakeOptions options, String select, Map<String, Snapshot> views) {
    Map<String, String> selects = new TreeMap<>();
    Set<Path> directories = new TreeSet<>();
    long files = 0;
    for (Map.Entry<String, Snapshot> view : views.entrySet()) {
      if (!(view.getValue() instanceof DeltaSnapshot snapshot)) {
        throw TidemarkException.of(
                ErrorCode.INVALID_ARGUMENT,
                "Not a snapshot of this lake",
                "SQL runs over snapshots its own store made",
                "take the snapshot from a table of this store")
            .withDetail("view", view.getKey());
      }
      selects.put(view.getKey(), snapshot.select());
      directories.addAll(snapshot.directories());
      files += snapshot.files();
    }
    return SelectQuery.run(options, select, selects, directories, new Scan.Plan(files, files));
  }
}
