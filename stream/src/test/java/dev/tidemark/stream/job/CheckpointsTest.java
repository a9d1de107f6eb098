package dev.tidemark.stream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path job;

  @Test
  void theNewestCompleteOneCountsAndOtherRunsAreCleared() throws IOException {
    assertThat(Checkpoints.newest(job.resolve("none"))).isEmpty();
    Path old = complete("checkpoints/a/chk-9", 1_000);
    Path savepoint = complete("savepoints/savepoint-1", 2_000);
    assertThat(Checkpoints.newest(job)).contains(savepoint);
    complete("checkpoints/b/chk-10", 3_000);
    Path newest = complete("checkpoints/b/chk-11", 3_000);
    Files.createDirectories(job.resolve("checkpoints/b/chk-12"));
    Path shared = Files.createDirectories(job.resolve("checkpoints/b/shared"));
    assertThat(Checkpoints.newest(job)).contains(newest);

    Checkpoints.deleteOthers(job, newest);
    assertThat(newest.resolve("_metadata")).exists();
    assertThat(shared).exists();
    assertThat(old).doesNotExist();
    assertThat(savepoint).doesNotExist();
    assertThat(Checkpoints.newest(job)).contains(newest);
  }

  private Path complete(String name, long millis) throws IOException {
    Path directory = Files.createDirectories(job.resolve(name));
    Path metadata = Files.writeString(directory.resolve("_metadata"), "x");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
    return directory;
  }
}
