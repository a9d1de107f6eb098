package dev.tidemark.app.command.tables;

import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A SELECT over the tables it mentions, all seen at the same version, time or knowledge. */
final class SqlReading {
  private final TableStore store;
  private final String select;

  SqlReading(TableStore store, String select) {
    this.store = store;
    this.select = select;
  }

  /**
   * {@code --version} is about the named table; the others are read at {@code --as-of} or latest.
   */
  Scan open(ReadRequest request) {
    if (request.version().isEmpty() && request.asKnown().isEmpty()) {
      return store.sql(select, request.reading());
    }
    Map<String, Snapshot> views = new TreeMap<>();
    for (TableName name : store.list()) {
      if (mentions(name)) {
        boolean named = request.table().map(TableName::parse).filter(name::equals).isPresent();
        Reading others = request.asOf().map(Reading::at).orElseGet(Reading::latest);
        Snapshot snapshot = store.open(name).snapshot(named ? request.reading() : others);
        views.put(name.toString(), request.asKnown().map(snapshot::asKnown).orElse(snapshot));
      }
    }
    return store.sql(select, views);
  }

  /** Too often true only costs a view. */
  private boolean mentions(TableName name) {
    String text = select.toLowerCase(Locale.ROOT);
    return text.contains(name.layer()) && text.contains(name.name());
  }
}
