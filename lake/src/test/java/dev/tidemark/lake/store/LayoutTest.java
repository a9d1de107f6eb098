package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.VacuumRequest;
import dev.tidemark.lake.VacuumResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compaction, Z-order and vacuum. */
class LayoutTest {
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

  private void appendParts(int parts, int each) {
    for (int i = 0; i < parts; i++) {
      ticks.append(BatchSource.of(Ticks.rows(i * each, each)), LOAD);
    }
  }

  @Test
  void optimiseJoinsSmallFilesAndKeepsRows() {
    appendParts(6, 100); // ticks of the same days in several files
    long before = ticks.latest().files();
    Commit commit = ticks.optimize(OptimizeRequest.all());
    assertThat(ticks.latest().files()).isLessThan(before);
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 600));
    assertThat(ticks.diff(commit.version() - 1, commit.version()).rowsAdded()).isZero();
    assertThat(ticks.history(1).getFirst().operation()).isEqualTo("OPTIMIZE");
    assertThat(ticks.optimize(OptimizeRequest.all()).skipped()).isTrue();
  }

  @Test
  void optimiseCanBeLimitedToPartitions() {
    appendParts(6, 100);
    Predicate day = Predicate.eq("event_date", Ticks.eventDate(150));
    Commit commit = ticks.optimize(OptimizeRequest.where(day));
    assertThat(commit.metric("numPartitionsOptimized")).isLessThanOrEqualTo(1);
    assertThatThrownBy(() -> ticks.optimize(OptimizeRequest.where(Predicate.eq("seq", 1))))
        .hasMessageContaining("Only whole partitions can be optimised");
  }

  @Test
  void zOrderLetsEitherColumnPrune() {
    Table flat =
        lake.store.create(
            dev.tidemark.lake.TableSpec.of("silver.flat", Ticks.SCHEMA)
                .withSortBy("instrument", "event_time"));
    flat.append(BatchSource.of(Ticks.rows(0, 60_000)), LOAD);
    long target = flat.latest().bytes() / 16;
    Commit commit =
        flat.zOrder(
            List.of("instrument", "event_time"), new OptimizeRequest(Predicate.all(), target));
    assertThat(commit.filesAdded()).isBetween(12L, 20L);
    assertThat(LakeFixture.seqs(flat)).isEqualTo(Ticks.seqs(0, 60_000));
    assertThat(filesRead(flat, Predicate.eq("instrument", "SPY"))).isLessThan(10);
    assertThat(
            filesRead(
                flat, Predicate.between("event_time", Ticks.eventTime(100), Ticks.eventTime(200))))
        .isLessThan(6);
    assertThatThrownBy(() -> flat.zOrder(List.of(), OptimizeRequest.all()))
        .hasMessageContaining("needs columns");
    assertThatThrownBy(() -> flat.zOrder(List.of("nope"), OptimizeRequest.all()))
        .hasMessageContaining("No such column");
  }

  private static long filesRead(Table table, Predicate where) {
    try (Scan scan = table.latest().scan(ScanRequest.all().where(where))) {
      return scan.plan().filesRead();
    }
  }

  @Test
  void largePartitionsAreSplitAtTheTargetSize() {
    Table flat =
        lake.store.create(Ticks.SPEC.withName(TableName.parse("silver.flat")).withPartitionBy());
    flat.append(BatchSource.of(Ticks.rows(0, 20_000)), LOAD);
    flat.append(BatchSource.of(Ticks.rows(20_000, 20_000)), LOAD);
    long target = flat.latest().bytes() / 3 + 1;
    // both files are at least half of the target, so they count as large enough
    assertThat(flat.optimize(new OptimizeRequest(Predicate.all(), target)).skipped()).isTrue();
    flat.optimize(new OptimizeRequest(Predicate.all(), flat.latest().bytes() * 2));
    assertThat(flat.latest().files()).isEqualTo(1);
    assertThat(LakeFixture.seqs(flat)).isEqualTo(Ticks.seqs(0, 40_000));
  }

  @Test
  void vacuumRefusesAShortRetention() {
    assertThatThrownBy(() -> ticks.vacuum(new VacuumRequest(Duration.ofDays(6), false, false)))
        .hasMessageContaining("at least seven days");
  }

  @Test
  void vacuumDeletesWhatNoKeptVersionNeeds() throws IOException {
    appendParts(6, 100);
    ticks.optimize(OptimizeRequest.all());
    ageFiles(lake.now());
    lake.advance(Duration.ofDays(3));
    ticks.append(BatchSource.of(Ticks.rows(600, 10)), LOAD);

    // three days after the optimise the old files are still needed for time travel
    assertThat(ticks.vacuum(VacuumRequest.safe()).files()).isEmpty();

    lake.advance(Duration.ofDays(5));
    ageFiles(lake.now().minus(Duration.ofDays(8)));
    VacuumResult dry = ticks.vacuum(VacuumRequest.safe().asDryRun());
    assertThat(dry.files()).isNotEmpty();
    assertThat(dry.dryRun()).isTrue();
    assertThat(LakeFixture.seqs(ticks, Reading.version(3))).hasSize(300);

    VacuumResult done = ticks.vacuum(VacuumRequest.safe());
    assertThat(done.files()).isEqualTo(dry.files());
    assertThat(done.bytes()).isPositive();
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 610));
    assertThat(LakeFixture.seqs(ticks, Reading.version(7))).isEqualTo(Ticks.seqs(0, 600));
    assertThatThrownBy(() -> LakeFixture.seqs(ticks, Reading.version(3)))
        .hasMessageContaining("a data file is gone");
    assertThatThrownBy(() -> ticks.restore(3)).hasMessageContaining("cannot be restored");
    assertThat(ticks.vacuum(VacuumRequest.safe()).files()).isEmpty();
  }

  @Test
  void vacuumTakesOldOrphansAndLeavesYoungOnes() throws IOException {
    appendParts(1, 100);
    Path directory = lake.path(ticks).resolve("event_date=2024-01-01");
    Path old = Files.writeString(directory.resolve("part-old.parquet"), "left by a crash");
    Path young = Files.writeString(directory.resolve("part-young.parquet"), "being written");
    lake.advance(Duration.ofDays(30));
    Files.setLastModifiedTime(old, FileTime.from(lake.now().minus(Duration.ofDays(8))));
    Files.setLastModifiedTime(young, FileTime.from(lake.now()));

    assertThat(ticks.vacuum(VacuumRequest.safe()).files())
        .containsExactly("event_date=2024-01-01/part-old.parquet");
    assertThat(young).exists();
    assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 100));
  }

  private void ageFiles(java.time.Instant time) throws IOException {
    try (Stream<Path> files = Files.walk(lake.path(ticks))) {
      for (Path file : files.filter(p -> p.toString().endsWith(".parquet")).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }
}
