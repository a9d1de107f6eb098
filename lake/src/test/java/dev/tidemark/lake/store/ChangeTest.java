package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.Vector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merge, overwrite and delete. */
class ChangeTest {
  private static final CommitRequest LOAD = CommitRequest.of("LOAD");
  private static final CommitRequest MERGE = CommitRequest.of("MERGE");
  private static final List<String> KEY = List.of("instrument", "event_time");

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

  /** The rows with their versions replaced by one number. */
  private static ColumnBatch versioned(int from, int count, int version) {
    ColumnBatch rows = Ticks.rows(from, count);
    ColumnBatch.Builder out = ColumnBatch.of(Ticks.SCHEMA, count);
    for (String name : Ticks.SCHEMA.names()) {
      out.with(name, name.equals("version") ? new Vector.Constant(version) : rows.vector(name));
    }
    return out.build();
  }

  private long rowsWithVersion(int version) {
    return ticks
        .latest()
        .scan(ScanRequest.columns("seq").where(Predicate.eq("version", version)))
        .count();
  }

  @Test
  void upsertReplacesKnownKeysAndAddsNewOnes() {
    ticks.append(BatchSource.of(Ticks.rows(0, 1000)), LOAD);
    Commit commit =
        ticks.merge(BatchSource.of(versioned(900, 200, 77)), KEY, MergeMode.UPSERT, MERGE);

    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 1100));
    assertThat(rowsWithVersion(77)).isEqualTo(200);
    assertThat(commit.metric("numTargetRowsUpdated")).isEqualTo(100);
    assertThat(commit.metric("numTargetRowsInserted")).isEqualTo(100);
    assertThat(commit.metric("numTargetRowsCopied"))
        .isEqualTo(commit.metric("numOutputRows") - 200);
  }

  @Test
  void upsertTouchesOnlyTheFilesThatHaveTheKeys() {
    ticks.append(BatchSource.of(Ticks.rows(0, 3000)), LOAD);
    Commit commit =
        ticks.merge(BatchSource.of(versioned(500, 1, 77)), KEY, MergeMode.UPSERT, MERGE);
    assertThat(commit.filesRemoved()).isEqualTo(1);
    assertThat(commit.filesAdded()).isEqualTo(1);
  }

  @Test
  void upsertingTheSameAgainChangesNothing() {
    ticks.append(BatchSource.of(Ticks.rows(0, 100)), LOAD);
    for (int i = 0; i < 2; i++) {
      ticks.merge(BatchSource.of(versioned(50, 100, 77)), KEY, MergeMode.UPSERT, MERGE);
    }
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 150));
    assertThat(rowsWithVersion(77)).isEqualTo(100);
    assertThat(ticks.diff(2, 3).rowsAdded()).isZero();
    assertThat(ticks.diff(2, 3).rowsRemoved()).isZero();
  }

  @Test
  void insertOnlyKeepsWhatIsStored() {
    ticks.append(BatchSource.of(Ticks.rows(0, 100)), LOAD);
    Commit commit =
        ticks.merge(BatchSource.of(versioned(50, 100, 77)), KEY, MergeMode.INSERT_ONLY, MERGE);
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 150));
    assertThat(rowsWithVersion(77)).isEqualTo(50);
    assertThat(commit.filesRemoved()).isZero();
    assertThat(commit.metric("numTargetRowsInserted")).isEqualTo(50);
  }

  @Test
  void nullKeysMatchEachOther() {
    ticks.append(BatchSource.of(Ticks.rows(0, 8)), LOAD); // rows 0 and 4 have no signal
    ColumnBatch row = versioned(0, 1, 77);
    ticks.merge(BatchSource.of(row), List.of("signal", "event_time"), MergeMode.UPSERT, MERGE);
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 8));
    assertThat(rowsWithVersion(77)).isEqualTo(1);
  }

  @Test
  void aKeyTwiceInTheSourceIsRefused() {
    assertThatThrownBy(
            () ->
                ticks.merge(
                    BatchSource.of(Ticks.rows(0, 5), Ticks.rows(4, 5)),
                    KEY,
                    MergeMode.UPSERT,
                    MERGE))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("several rows have the same key");
    assertThat(ticks.latest().version()).isZero();
  }

  @Test
  void anEmptyMergeIsNoVersion() {
    Commit commit = ticks.merge(BatchSource.of(), KEY, MergeMode.UPSERT, MERGE);
    assertThat(commit.skipped()).isTrue();
  }

  @Test
  void aReplayedMergeIsSkipped() {
    CommitRequest once = MERGE.with(Txn.newer("m", 1));
    ticks.merge(BatchSource.of(Ticks.rows(0, 5)), KEY, MergeMode.UPSERT, once);
    Commit again = ticks.merge(BatchSource.of(versioned(0, 5, 77)), KEY, MergeMode.UPSERT, once);
    assertThat(again.skipped()).isTrue();
    assertThat(rowsWithVersion(77)).isZero();
  }

  @Test
  void deleteRemovesMatchingRowsOnly() {
    ticks.append(BatchSource.of(Ticks.rows(0, 1000)), LOAD);
    Commit commit = ticks.delete(Predicate.between("seq", 100, 199), CommitRequest.of("DELETE"));
    assertThat(commit.metric("numDeletedRows")).isEqualTo(100);
    assertThat(LakeFixture.seqs(ticks))
        .hasSize(900)
        .doesNotContain(100, 150, 199)
        .contains(99, 200);
  }

  @Test
  void deleteLeavesRowsForWhichTheAnswerIsUnknown() {
    ticks.append(BatchSource.of(Ticks.rows(0, 100)), LOAD);
    ticks.delete(Predicate.lt("signal", 1e9), CommitRequest.of("DELETE"));
    assertThat(LakeFixture.seqs(ticks)).hasSize(25); // every fourth row has no signal
  }

  @Test
  void deletingAWholePartitionWritesNothing() {
    ticks.append(BatchSource.of(Ticks.rows(0, 1000)), LOAD);
    Commit commit =
        ticks.delete(Predicate.eq("event_date", Ticks.eventDate(0)), CommitRequest.of("DELETE"));
    assertThat(commit.filesAdded()).isZero();
    assertThat(commit.filesRemoved()).isEqualTo(1);
  }

  @Test
  void deletingNothingIsNoVersion() {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    assertThat(ticks.delete(Predicate.eq("seq", 4711), CommitRequest.of("DELETE")).skipped())
        .isTrue();
    assertThat(ticks.latest().version()).isEqualTo(1);
  }

  @Test
  void overwriteReplacesARegion() {
    ticks.append(BatchSource.of(Ticks.rows(0, 300)), LOAD);
    ticks.overwrite(
        Predicate.between("seq", 100, 199),
        BatchSource.of(versioned(150, 20, 77)),
        CommitRequest.of("REBUILD"));
    assertThat(LakeFixture.seqs(ticks)).hasSize(220);
    assertThat(rowsWithVersion(77)).isEqualTo(20);
  }

  @Test
  void overwriteRefusesRowsOutsideOfTheRegion() {
    ticks.append(BatchSource.of(Ticks.rows(0, 300)), LOAD);
    assertThatThrownBy(
            () ->
                ticks.overwrite(
                    Predicate.between("seq", 100, 199),
                    BatchSource.of(Ticks.rows(190, 20)),
                    CommitRequest.of("REBUILD")))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("outside of what is overwritten")
        .hasMessageContaining("rows=10");
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 300));
  }

  @Test
  void anAppendOnlyTableOnlyGrows() {
    Table facts =
        lake.store.create(
            Ticks.SPEC
                .withName(dev.tidemark.lake.TableName.parse("bronze.facts"))
                .withProperty(TableSpec.APPEND_ONLY, "true"));
    facts.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    assertThatThrownBy(() -> facts.delete(Predicate.all(), CommitRequest.of("DELETE")))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED));
    assertThatThrownBy(
            () -> facts.merge(BatchSource.of(Ticks.rows(0, 1)), KEY, MergeMode.UPSERT, MERGE))
        .hasMessageContaining("only grows");
    assertThatThrownBy(() -> facts.overwrite(Predicate.all(), BatchSource.of(), MERGE))
        .hasMessageContaining("only grows");
    assertThatThrownBy(() -> facts.restore(0)).hasMessageContaining("only grows");
    facts.append(BatchSource.of(Ticks.rows(10, 10)), LOAD);
    facts.optimize(dev.tidemark.lake.OptimizeRequest.all());
    assertThat(LakeFixture.seqs(facts)).isEqualTo(Ticks.seqs(0, 20));
  }
}
