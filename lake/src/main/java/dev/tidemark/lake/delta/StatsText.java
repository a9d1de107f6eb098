package dev.tidemark.lake.delta;

import dev.tidemark.lake.TableSchema;
import org.jspecify.annotations.Nullable;

/** A file's statistics as the log has them, parsed when first asked for. */
public final class StatsText {
  private final @Nullable String json;
  private volatile @Nullable FileStats parsed;

  public StatsText(@Nullable String json) {
    this.json = json;
  }

  /** Null when the writer recorded none. */
  public @Nullable String json() {
    return json;
  }

  /** The statistics of the columns the file has; a table's columns never change their type. */
  public FileStats parse(TableSchema schema) {
    FileStats stats = parsed;
    if (stats == null) {
      stats = FileStats.parse(json, schema);
      parsed = stats;
    }
    return stats;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StatsText that
        && (json == null ? that.json == null : json.equals(that.json));
  }

  @Override
  public int hashCode() {
    return json == null ? 0 : json.hashCode();
  }

  @Override
  public String toString() {
    return String.valueOf(json);
  }
}
