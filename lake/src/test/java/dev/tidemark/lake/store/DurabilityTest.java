package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.Vector;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left after a crash, and what a broken disk or log says. */
class DurabilityTest {
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

  private Path log(long version) {
    return lake.path(ticks).resolve("_delta_log").resolve(String.format("%020d.json", version));
  }

  @Test
  void aCrashBetweenFilesAndCommitLosesNothingAndShowsNothing() throws IOException {
    ticks.append(BatchSource.of(Ticks.rows(0, 100)), LOAD.with(Txn.newer("a", 1)));
    ticks.append(BatchSource.of(Ticks.rows(100, 100)), LOAD.with(Txn.newer("a", 2)));
    Files.delete(log(2)); // the process died after its data files, before its commit
    try (LakeFixture restarted = new LakeFixture(root)) {
      Table same = restarted.store.open(ticks.name());
      assertThat(LakeFixture.seqs(same)).isEqualTo(Ticks.seqs(0, 100));
      assertThat(same.transaction("a")).hasValue(1);
      same.append(BatchSource.of(Ticks.rows(100, 100)), LOAD.with(Txn.newer("a", 2)));
      assertThat(LakeFixture.seqs(same)).isEqualTo(Ticks.seqs(0, 200));
    }
  }

  @Test
  void aHalfWrittenTemporaryFileIsIgnored() throws IOException {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    Files.writeString(
        log(2).resolveSibling(".00000000000000000002.json.4711.tmp"), "{\"commitInfo\":{\"ti");
    ticks.append(BatchSource.of(Ticks.rows(10, 10)), LOAD);
    try (LakeFixture other = new LakeFixture(root)) {
      assertThat(LakeFixture.seqs(other.store.open(ticks.name()))).isEqualTo(Ticks.seqs(0, 20));
    }
  }

  @Test
  void aDamagedCommitIsNamed() throws IOException {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    Files.writeString(log(2), "{\"add\":{\"path\":\"x.par");
    assertThatThrownBy(() -> ticks.latest())
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
        .hasMessageContaining("The table's log is damaged")
        .hasMessageContaining("00000000000000000002.json");
    Files.writeString(log(2), "");
    assertThatThrownBy(() -> ticks.latest()).hasMessageContaining("it is empty");
    Files.write(log(2), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> ticks.latest()).hasMessageContaining("damaged");
  }

  @Test
  void aGapInTheLogHidesNothingCommittedBefore() throws IOException {
    for (int i = 0; i < 4; i++) {
      ticks.append(BatchSource.of(Ticks.rows(i * 10, 10)), LOAD);
    }
    Files.delete(log(2));
    try (LakeFixture other = new LakeFixture(root)) {
      Table same = other.store.open(ticks.name());
      assertThatThrownBy(() -> LakeFixture.seqs(same))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    }
  }

  @Test
  void aMissingDataFileIsNamed() throws IOException {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    try (Stream<Path> files = Files.walk(lake.path(ticks))) {
      Files.delete(files.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
    assertThatThrownBy(() -> LakeFixture.seqs(ticks))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("a data file is gone");
  }

  @Test
  void aTruncatedDataFileIsAnError() throws IOException {
    ticks.append(BatchSource.of(Ticks.rows(0, 10)), LOAD);
    try (Stream<Path> files = Files.walk(lake.path(ticks))) {
      Path file = files.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }
    assertThatThrownBy(() -> LakeFixture.seqs(ticks)).isInstanceOf(TidemarkException.class);
  }

  @Test
  void manyCommitsAreCheckpointedAndReadBackTheSame() {
    for (int i = 0; i < 60; i++) {
      ticks.append(BatchSource.of(Ticks.rows(i, 1)), LOAD.with(Txn.set("row", i)));
    }
    assertThat(log(50).resolveSibling("_last_checkpoint")).exists();
    ticks.delete(Predicate.eq("seq", 7), LOAD);
    try (LakeFixture other = new LakeFixture(root)) {
      Table same = other.store.open(ticks.name());
      assertThat(LakeFixture.seqs(same)).isEqualTo(LakeFixture.seqs(ticks));
      assertThat(same.transaction("row")).hasValue(59);
      assertThat(same.latest().files()).isEqualTo(ticks.latest().files());
      assertThat(same.spec()).isEqualTo(ticks.spec());
      assertThat(LakeFixture.seqs(same, Reading.version(20))).isEqualTo(Ticks.seqs(0, 20));
    }
  }

  @Test
  void aLogThatCannotBeWrittenCommitsNothing() throws IOException {
    // a file where the lake wants a directory: works for every user, root too
    Path blocked = Files.writeString(root.resolve("silver"), "in the way");
    assertThatThrownBy(
            () -> lake.store.create(Ticks.SPEC.withName(TableName.parse("silver.ticks"))))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO_FAILURE));
    assertThat(blocked).isRegularFile();
  }

  @Test
  void anUnusableRootIsRefused() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(
            () ->
                LocalTableStore.open(LakeOptions.of(file.resolve("lake"), InstantSource.system())))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("Cannot open the lake");
    assertThatThrownBy(
            () -> LocalTableStore.open(LakeOptions.of(root.resolve("a*b"), InstantSource.system())))
        .hasMessageContaining("take the name for a pattern");
  }

  @Test
  void valuesThatDoNotFitAreRefusedBeforeAnythingIsCommitted() {
    ColumnBatch good = Ticks.rows(0, 1);
    ColumnBatch.Builder large = ColumnBatch.of(Ticks.SCHEMA, 1);
    ColumnBatch.Builder nulls = ColumnBatch.of(Ticks.SCHEMA, 1);
    java.util.BitSet first = new java.util.BitSet();
    first.set(0);
    for (String name : Ticks.SCHEMA.names()) {
      large.with(
          name,
          name.equals("price")
              ? new Vector.Longs(new long[] {2_000_000_000_000_000_000L})
              : good.vector(name));
      nulls.with(
          name, name.equals("seq") ? new Vector.Longs(new long[1], first) : good.vector(name));
    }
    assertThatThrownBy(() -> ticks.append(BatchSource.of(large.build()), LOAD))
        .hasMessageContaining("too large for its column");
    assertThatThrownBy(() -> ticks.append(BatchSource.of(nulls.build()), LOAD))
        .hasMessageContaining("A null in a column without nulls");
    assertThatThrownBy(
            () -> ColumnBatch.of(Ticks.SCHEMA, 1).constant("price", new BigDecimal("1e-9")))
        .hasMessageContaining("Values do not fit the column");
    assertThat(ticks.latest().version()).isZero();
  }

  @Test
  void aSecondWriterOnTheSameVersionPlansAgain() {
    ticks.append(BatchSource.of(Ticks.rows(0, 100)), LOAD);
    try (LakeFixture other = new LakeFixture(root)) {
      Table same = other.store.open(ticks.name());
      same.latest();
      ticks.append(BatchSource.of(Ticks.rows(100, 100)), LOAD);
      same.merge(
          BatchSource.of(Ticks.rows(50, 100)),
          List.of("instrument", "event_time"),
          MergeMode.UPSERT,
          LOAD);
      ticks.delete(Predicate.lt("seq", 10), LOAD);
      same.append(BatchSource.of(Ticks.rows(200, 5)), LOAD);
    }
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(10, 195));
  }
}
