package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.StagedFiles;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.Txn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows written first and committed later, by another store and more than once. */
class StagedTest {
  private static final CommitRequest LOAD = CommitRequest.of("LOAD");

  @TempDir Path root;

  @Test
  void stagedRowsAreSeenWhenAnotherStoreCommitsThemAndOnlyOnce() {
    StagedFiles staged;
    try (LakeFixture lake = new LakeFixture(root)) {
      staged = lake.ticks().stage(BatchSource.of(Ticks.rows(0, 500)));
      assertThat(staged.rows()).isEqualTo(500);
      assertThat(lake.ticks().latest().version()).isZero();
    }
    try (LakeFixture lake = new LakeFixture(root)) {
      Table ticks = lake.ticks();
      CommitRequest request = LOAD.with(Txn.after("job", -1, 1));
      Commit commit = ticks.append(staged, request);
      assertThat(commit.rows()).isEqualTo(500);
      assertThat(ticks.append(staged, request).skipped()).isTrue();
      assertThat(LakeFixture.seqs(ticks)).isEqualTo(Ticks.seqs(0, 500));
    }
  }

  @Test
  void filesThatAreGoneAreNotCommitted() throws Exception {
    try (LakeFixture lake = new LakeFixture(root)) {
      Table ticks = lake.ticks();
      StagedFiles staged = ticks.stage(BatchSource.of(Ticks.rows(0, 5)));
      try (Stream<Path> all = Files.walk(lake.path(ticks))) {
        for (Path file : all.filter(f -> f.toString().endsWith(".parquet")).toList()) {
          Files.delete(file);
        }
      }
      assertThatThrownBy(() -> ticks.append(staged, LOAD))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
      assertThat(ticks.latest().version()).isZero();
    }
  }

  @Test
  void filesOfAnotherTableAreNotCommitted() {
    try (LakeFixture lake = new LakeFixture(root)) {
      Table ticks = lake.ticks();
      StagedFiles staged = ticks.stage(BatchSource.of(Ticks.rows(0, 5)));
      StagedFiles foreign =
          new StagedFiles(staged.table(), "another", List.of("seq"), staged.files());
      assertThatThrownBy(() -> ticks.append(foreign, LOAD))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }
  }
}
