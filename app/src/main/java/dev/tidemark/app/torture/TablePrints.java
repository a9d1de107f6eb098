package dev.tidemark.app.torture;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of the rows of a table, without the columns that differ from run to run by design.
 */
final class TablePrints {
  /** Which run wrote the row and when its process read it. */
  private static final Set<String> PER_RUN = Set.of("_ingestion_id", "_extracted_at");

  /** Where a row comes from; what a delivered row is identified by. */
  private static final List<String> POSITION =
      List.of("source_provider", "instrument", "_source_file", "_source_row");

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private TablePrints() {}

  static RowPrints of(Snapshot snapshot) {
    List<String> content = new ArrayList<>(snapshot.schema().names());
    content.removeAll(PER_RUN);
    // A table without source positions is compared by whole rows.
    List<String> identity = content.containsAll(POSITION) ? POSITION : content;
    RowPrints prints = new RowPrints();
    snapshot
        .scan(ScanRequest.all().select(content))
        .forEachBatch(
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                prints.add(hash(batch, row, identity), hash(batch, row, content));
              }
            });
    prints.sort();
    return prints;
  }

  private static long hash(ColumnBatch batch, int row, List<String> columns) {
    long hash = FNV_OFFSET;
    for (String column : columns) {
      hash = mix(hash, batch.value(column, row));
    }
    return hash;
  }

  private static long mix(long start, @Nullable Object value) {
    long hash = start;
    if (value == null) {
      return (hash ^ 0xff) * FNV_PRIME;
    }
    String text =
        value instanceof Double number
            ? Long.toHexString(Double.doubleToRawLongBits(number))
            : value.toString();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return (hash ^ 0x1f) * FNV_PRIME;
  }
}
