package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.Series;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.Txn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows of one table that will be committed together, and the progress they mean. */
final class Group {

  final Table table;
  final Map<String, SeriesBuffer> buffers = new TreeMap<>();
  final List<PendingReject> rejects = new ArrayList<>();
  final Map<SourceRun, Mark> marks = new LinkedHashMap<>();
  int rows;

  /**
   * How far a source was consumed when the group was closed.
   *
   * @param content set when it was consumed to its end
   */
  record Mark(long consumed, long hash, Optional<Txn> content) {}

  Group(Table table) {
    this.table = table;
  }

  SeriesBuffer buffer(Series series) {
    return buffers.computeIfAbsent(series.key(), key -> new SeriesBuffer(series));
  }

  boolean isEmpty() {
    return rows == 0 && rejects.isEmpty() && marks.isEmpty();
  }

  /** Keeps the positions of all sources that gave rows, as they are now. */
  void close() {
    marks.replaceAll((run, mark) -> run.mark());
  }
}
