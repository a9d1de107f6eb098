package dev.tidemark.lake.duck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.store.LocalTableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionPilesTest {
  private static final int PER_DAY = PartitionPiles.MIN_ROWS / 2;
  private static final TableSpec SPEC =
      TableSpec.of(
              "bench.piles",
              TableSchema.of(
                  Column.string("instrument"),
                  Column.int64("at"),
                  Column.float64("value").nullableColumn(),
                  Column.date("day")))
          .withPartitionBy("day")
          .withSortBy("instrument", "at");

  /** One series: the same number of rows on each of the days. */
  private static ColumnBatch series(String instrument, int days) {
    int rows = days * PER_DAY;
    return ColumnBatch.of(SPEC.schema(), rows)
        .constant("instrument", instrument)
        .with("at", new Vector.Longs(IntStream.range(0, rows).asLongStream().toArray()))
        .with("value", new Vector.Doubles(new double[rows + rows]))
        .with("day", new Vector.Ints(IntStream.range(0, rows).map(i -> i / PER_DAY).toArray()))
        .build();
  }

  private static PartitionPiles piles(long maxBytes, ColumnBatch... batches) {
    return new PartitionPiles(BatchSource.of(batches), SPEC.partitionBy(), SPEC.sortBy(), maxBytes);
  }

  private static BatchSource next(PartitionPiles piles) {
    return Objects.requireNonNull(piles.next()).rows();
  }

  private static List<Long> numbers(BatchSource rows) {
    List<Long> out = new ArrayList<>();
    for (ColumnBatch batch = rows.next(); batch != null; batch = rows.next()) {
      for (int row = 0; row < batch.rows(); row++) {
        out.add(batch.longs("at")[row]);
      }
    }
    return out;
  }

  @Test
  void seriesAfterSeriesIsInOrderWithinEachPartition() {
    PartitionPiles piles =
        piles(PartitionPiles.MAX_BYTES, series("A", 3), series("B", 3), series("C", 3));
    for (int day = 0; day < 3; day++) {
      PartitionPiles.Pile pile = piles.next();
      assertThat(pile).isNotNull();
      assertThat(pile.sorted()).isTrue();
      assertThat(pile.first().ints("day")[0]).isEqualTo(day);
      assertThat(numbers(pile.rows())).hasSize(3 * PER_DAY);
    }
    assertThat(piles.next()).isNull();
    assertThat(piles.finished()).isTrue();
  }

  @Test
  void whatExceedsTheMemoryIsWrittenBeforeTheEnd() {
    PartitionPiles piles = piles(1, series("A", 1), series("B", 1), series("C", 1), series("D", 1));
    assertThat(piles.next()).as("too few rows for a file of their own").isNull();
    assertThat(numbers(piles.rest())).hasSize(4 * PER_DAY);

    long twoSeries = 2L * PER_DAY * (8 + 8 + 4);
    piles = piles(twoSeries, series("A", 1), series("B", 1), series("C", 1), series("D", 1));
    assertThat(numbers(next(piles))).hasSize(2 * PER_DAY);
    assertThat(numbers(next(piles))).hasSize(2 * PER_DAY);
    assertThat(piles.next()).isNull();
    assertThat(piles.finished()).isTrue();
  }

  @Test
  void unorderedRowsAreLeftForASortOfAll() {
    long twoSeries = 2L * PER_DAY * (8 + 8 + 4);
    PartitionPiles piles = piles(twoSeries, series("B", 1), series("A", 1), series("C", 1));
    assertThat(piles.next()).isNull();
    assertThat(piles.finished()).isFalse();
    assertThat(numbers(piles.rest())).hasSize(3 * PER_DAY);
  }

  @Test
  void filesAreSortedWhicheverWayTheRowsCame(@TempDir Path root) {
    try (LocalTableStore store =
        LocalTableStore.open(LakeOptions.of(root, InstantSource.system()).withDurable(false))) {
      Table table = store.create(SPEC);
      Commit inOrder =
          table.append(
              BatchSource.of(series("A", 3), series("B", 3), series("C", 2)),
              CommitRequest.of("LOAD"));
      assertThat(inOrder.filesAdded()).isEqualTo(3);
      assertThat(inOrder.rows()).isEqualTo(8L * PER_DAY);
      Commit mixed =
          table.append(
              BatchSource.of(series("C", 2), series("A", 3), series("B", 2)),
              CommitRequest.of("LOAD"));
      assertThat(mixed.filesAdded()).isEqualTo(3);

      for (String instrument : List.of("A", "B", "C")) {
        List<Long> found = new ArrayList<>();
        table
            .latest()
            .scan(
                ScanRequest.columns("at")
                    .where(dev.tidemark.lake.Predicate.eq("instrument", instrument))
                    .orderBy("at"))
            .forEachBatch(
                batch -> {
                  for (int row = 0; row < batch.rows(); row++) {
                    found.add(batch.longs("at")[row]);
                  }
                });
        int days = instrument.equals("A") ? 6 : instrument.equals("B") ? 5 : 4;
        assertThat(found).hasSize(days * PER_DAY).isSorted();
      }
    }
  }

  @Test
  void aFailureLeavesNoFiles(@TempDir Path root) throws IOException {
    try (LocalTableStore store =
        LocalTableStore.open(LakeOptions.of(root, InstantSource.system()).withDurable(false))) {
      Table table = store.create(SPEC);
      int[] given = {0};
      BatchSource failing =
          () -> {
            if (given[0]++ == 120) { // beyond the memory: files have been written by then
              throw new IllegalStateException("no more");
            }
            return series(String.format(Locale.ROOT, "S%03d", given[0]), 8);
          };
      assertThatThrownBy(() -> table.append(failing, CommitRequest.of("LOAD")))
          .hasMessage("no more");
      try (Stream<Path> all = Files.walk(root)) {
        assertThat(all.filter(path -> path.toString().endsWith(".parquet"))).isEmpty();
      }
    }
  }
}
