package dev.tidemark.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.stream.job.LocalCluster;
import dev.tidemark.stream.job.StreamOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive between a real broker and the lake. */
class ArchiveLogTest {
  @TempDir Path home;

  @Test
  void theLogIsInTheLakeOnceOverCrashesAndLostCheckpoints() throws Exception {
    try (LogFixture log = new LogFixture(home)) {
      StreamOptions options = log.options();
      log.tell(2_000);
      log.poison();
      try (LocalCluster cluster = LocalCluster.start(options)) {
        run(cluster, log, log.archive("run-1"));
        assertThat(log.archived()).containsExactly(2_000L, 2_000L);

        log.tell(500);
        cluster.kill(ArchiveJob.NAME);
        log.tell(500);
        run(cluster, log, log.archive("not used"));
        assertThat(log.archived()).containsExactly(3_000L, 3_000L);
        cluster.kill(ArchiveJob.NAME);

        delete(options.directory(ArchiveJob.NAME));
        log.tell(100);
        assertThatThrownBy(() -> run(cluster, log, log.archive("run-2")))
            .hasMessageContaining("does not start without a checkpoint");
        run(cluster, log, log.archive("run-2").withStart(ArchiveStart.REPLAY));
        assertThat(log.archived()).containsExactly(3_100L, 3_100L);
      }
    }
  }

  private static void run(LocalCluster cluster, LogFixture log, ArchiveOptions archive) {
    StreamOptions options = log.options();
    cluster.run(
        ArchiveJob.NAME,
        options.archive(),
        environment -> ArchiveJob.build(environment, options, archive));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
