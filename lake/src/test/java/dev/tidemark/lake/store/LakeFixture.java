package dev.tidemark.lake.store;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/** A store in a directory, with a clock that moves only when told. */
final class LakeFixture implements AutoCloseable {
  final Path root;
  final LocalTableStore store;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  LakeFixture(Path root) {
    this.root = root;
    InstantSource clock = () -> now;
    this.store =
        LocalTableStore.open(
            LakeOptions.of(root, clock).withDurable(false).withMemoryBytes(512L << 20));
  }

  Table ticks() {
    return store.create(Ticks.SPEC);
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  Path path(Table table) {
    return root.resolve(table.name().layer()).resolve(table.name().name());
  }

  /** The sorted seq column: which rows are there, and how often. */
  static long[] seqs(Table table) {
    return seqs(table, Reading.latest());
  }

  static long[] seqs(Table table, Reading reading) {
    ColumnBatch all = table.snapshot(reading).scan(ScanRequest.columns("seq")).readAll();
    long[] out = Arrays.copyOf(all.longs("seq"), all.rows());
    Arrays.sort(out);
    return out;
  }

  @Override
  public void close() {
    store.close();
  }
}
