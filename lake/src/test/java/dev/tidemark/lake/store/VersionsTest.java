package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.HistoryEntry;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableDiff;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.Vector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time travel, history, difference, restore, added columns. */
class VersionsTest {
  private static final CommitRequest LOAD = CommitRequest.of("LOAD");

  @TempDir Path root;
  private LakeFixture lake;
  private Table ticks;

  @BeforeEach
  void open() {
    lake = new LakeFixture(root);
    ticks = lake.ticks();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void everyVersionStaysReadable() {
    for (int i = 0; i < 5; i++) {
      ticks.append(BatchSource.of(Ticks.rows(i * 10, 10)), LOAD);
    }
    try (LakeFixture fresh = new LakeFixture(root)) {
      Table same = fresh.store.open(ticks.name());
      for (int version = 0; version <= 5; version++) {
        assertThat(LakeFixture.seqs(same, Reading.version(version)))
            .isEqualTo(Ticks.seqs(0, version * 10));
      }
    }
  }

  @Test
  void aTableIsReadAsOfAnInstant() {
    Instant created = lake.now();
    lake.advance(Duration.ofHours(1));
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    lake.advance(Duration.ofHours(1));
    ticks.append(BatchSource.of(Ticks.rows(10, 10)), LOAD);

    assertThat(ticks.snapshot(Reading.at(created)).version()).isZero();
    assertThat(ticks.snapshot(Reading.at(created.plusSeconds(3_599))).version()).isZero();
    assertThat(ticks.snapshot(Reading.at(created.plusSeconds(3_600))).version()).isEqualTo(1);
    assertThat(ticks.snapshot(Reading.at(created.plusSeconds(7_199))).version()).isEqualTo(1);
    assertThat(ticks.snapshot(Reading.at(lake.now())).version()).isEqualTo(2);
    assertThat(ticks.latest().timestamp()).isEqualTo(lake.now());
  }

  @Test
  void instantsOutsideOfTheHistoryAreRefused() {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    assertThatThrownBy(() -> ticks.snapshot(Reading.at(Instant.parse("2020-01-01T00:00:00Z"))))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThatThrownBy(() -> ticks.snapshot(Reading.at(lake.now().plusSeconds(99))))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining("the last commit was at");
    assertThatThrownBy(() -> ticks.snapshot(Reading.version(7)))
        .hasMessageContaining("the newest is 1");
  }

  @Test
  void commitTimesGrowThoughTheClockStands() {
    for (int i = 0; i < 3; i++) {
      ticks.append(BatchSource.of(Ticks.rows(i, 1)), LOAD);
    }
    List<HistoryEntry> history = ticks.history(10);
    assertThat(history).extracting(HistoryEntry::version).containsExactly(3L, 2L, 1L, 0L);
    assertThat(history.get(0).timestamp()).isAfter(history.get(1).timestamp());
    assertThat(history.get(1).timestamp()).isAfter(history.get(2).timestamp());
  }

  @Test
  void historyHasOurNamesMetricsAndMetadata() {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD.with("ingestion", "run-1"));
    ticks.delete(Predicate.eq("seq", 3), CommitRequest.of("FORGET"));
    List<HistoryEntry> history = ticks.history(2);
    assertThat(history).extracting(HistoryEntry::operation).containsExactly("FORGET", "LOAD");
    assertThat(history.get(0).metrics()).containsEntry("numDeletedRows", 1L);
    assertThat(history.get(1).metrics()).containsEntry("numOutputRows", 10L);
    assertThat(history.get(1).metadata()).containsEntry("ingestion", "run-1");
    assertThat(history.get(1).engine()).isEqualTo("Tidemark");
  }

  @Test
  void diffCountsRowsNotRewrites() {
    ticks.append(BatchSource.of(Ticks.rows(0, 100)), LOAD);
    ticks.append(BatchSource.of(Ticks.rows(100, 50)), LOAD);
    ticks.delete(Predicate.eq("seq", 5), CommitRequest.of("DELETE"));
    ticks.optimize(OptimizeRequest.all());
    TableDiff diff = ticks.diff(1, ticks.latest().version());
    assertThat(diff.rowsAdded()).isEqualTo(50);
    assertThat(diff.rowsRemoved()).isEqualTo(1);
    assertThat(diff.filesAdded()).isNotEmpty();
    TableDiff back = ticks.diff(ticks.latest().version(), 1);
    assertThat(back.rowsAdded()).isEqualTo(1);
    assertThat(back.rowsRemoved()).isEqualTo(50);
    assertThat(ticks.diff(1, 1).filesAdded()).isEmpty();
  }

  @Test
  void restoreBringsRowsAndWatermarksBack() {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD.with(Txn.newer("a", 10)));
    ticks.append(
        BatchSource.of(Ticks.rows(10, 10)), LOAD.with(Txn.newer("a", 20)).with(Txn.newer("b", 1)));
    Commit commit = ticks.restore(1);

    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 10));
    assertThat(ticks.transaction("a")).hasValue(10);
    assertThat(ticks.transaction("b")).isEmpty();
    assertThat(commit.version()).isEqualTo(3);
    ticks.append(
        BatchSource.of(Ticks.rows(10, 10)),
        LOAD.with(Txn.after("a", 10, 20)).with(Txn.newer("b", 1)));
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 20));
    ticks.restore(0);
    assertThat(LakeFixture.seqs(ticks)).isEmpty();
    ticks.restore(2);
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 20));
  }

  @Test
  void anAddedColumnIsNullInOldRows() {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    Column venue = Column.string("venue").nullableColumn();
    ticks.addColumn(venue);
    ticks.append(BatchSource.of(Ticks.rows(10, 10)), LOAD); // a writer that does not know it
    ticks.append(BatchSource.of(withVenue(20, 10)), LOAD);

    ColumnBatch all =
        ticks.latest().scan(ScanRequest.columns("seq", "venue").orderBy("seq")).readAll();
    assertThat(all.rows()).isEqualTo(30);
    assertThat(all.string("venue", 0)).isNull();
    assertThat(all.string("venue", 19)).isNull();
    assertThat(all.string("venue", 20)).isEqualTo("XNAS");
    assertThat(ticks.latest().scan(ScanRequest.all().where(Predicate.isNull("venue"))).count())
        .isEqualTo(20);
    assertThat(ticks.latest().scan(ScanRequest.all().where(Predicate.eq("venue", "XNAS"))).count())
        .isEqualTo(10);
    assertThat(ticks.snapshot(Reading.version(1)).schema().has("venue")).isFalse();
    assertThat(ticks.addColumn(venue).skipped()).isTrue();
    assertThat(lake.store.create(Ticks.SPEC).spec().schema().has("venue")).isTrue();
  }

  private static ColumnBatch withVenue(int from, int count) {
    ColumnBatch rows = Ticks.rows(from, count);
    ColumnBatch.Builder out =
        ColumnBatch.of(Ticks.SCHEMA.with(Column.string("venue").nullableColumn()), count);
    Ticks.SCHEMA.names().forEach(name -> out.with(name, rows.vector(name)));
    return out.with("venue", new Vector.Constant("XNAS")).build();
  }

  @Test
  void changesWorkAcrossAnAddedColumn() {
    ticks.append(BatchSource.of(Ticks.rows(0, 100)), LOAD);
    ticks.addColumn(Column.float64("weight").nullableColumn());
    ticks.merge(
        BatchSource.of(Ticks.rows(50, 100)),
        List.of("instrument", "event_time"),
        MergeMode.UPSERT,
        LOAD);
    ticks.optimize(OptimizeRequest.all());
    ticks.delete(Predicate.lt("seq", 10), LOAD);
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(10, 140));
  }

  @Test
  void columnsThatWouldBreakStoredRowsAreRefused() {
    assertThatThrownBy(() -> ticks.addColumn(Column.int64("x")))
        .hasMessageContaining("make it nullable");
    assertThatThrownBy(() -> ticks.addColumn(Column.int64("SEQ").nullableColumn()))
        .hasMessageContaining("a different column of this name");
    assertThatThrownBy(
            () ->
                lake.store.create(
                    dev.tidemark.lake.TableSpec.of(
                        "bronze.ticks", Ticks.SCHEMA.with(Column.int64("y")))))
        .hasMessageContaining("A different table has this name");
  }
}
