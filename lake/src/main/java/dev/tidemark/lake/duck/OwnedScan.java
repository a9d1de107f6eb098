package dev.tidemark.lake.duck;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.TableSchema;
import org.jspecify.annotations.Nullable;

/** A scan that closes its engine with itself. */
record OwnedScan(DuckScan scan, DuckEngine engine) implements Scan {
  @Override
  public TableSchema schema() {
    return scan.schema();
  }

  @Override
  public Plan plan() {
    return scan.plan();
  }

  @Override
  public @Nullable ColumnBatch next() {
    return scan.next();
  }

  @Override
  public void close() {
    scan.close();
    engine.close();
  }
}
