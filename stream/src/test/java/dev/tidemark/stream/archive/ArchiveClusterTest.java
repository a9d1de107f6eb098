package dev.tidemark.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.cluster.JobJars;
import dev.tidemark.stream.cluster.RemoteCluster;
import dev.tidemark.stream.cluster.RemoteJob;
import dev.tidemark.stream.job.JobSettings;
import dev.tidemark.stream.job.StreamOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive on a cluster of processes, of which one is killed. */
class ArchiveClusterTest {
  @TempDir Path home;

  @Test
  void aKilledTaskManagerChangesNothingAndASavepointContinues() throws Exception {
    try (LogFixture log = new LogFixture(home);
        Nodes nodes = new Nodes(home.resolve("nodes"));
        RemoteCluster cluster = RemoteCluster.at(nodes.address())) {
      nodes.start("jobmanager");
      Process first = nodes.start("taskmanager");
      log.tell(1_000);
      LogFixture.await(
          () -> {
            nodes.check();
            return answers(cluster);
          });
      List<Path> jars =
          JobJars.asJars(
              JobJars.ofClassPath(System.getProperty("java.class.path")), home.resolve("jars"));
      submit(cluster, log, jars, Optional.empty());
      assertThat(log.archived()).containsExactly(1_000L, 1_000L);
      assertThatThrownBy(() -> submit(cluster, log, jars, Optional.empty()))
          .hasMessageContaining("runs there already");

      log.tell(500);
      first.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
      nodes.start("taskmanager");
      log.tell(500);
      assertThat(log.archived()).containsExactly(2_000L, 2_000L);

      RemoteJob job = cluster.active(ArchiveJob.NAME);
      String savepoint = cluster.stop(job, home.resolve("savepoints").toUri().toString());
      LogFixture.await(() -> cluster.jobs().stream().noneMatch(RemoteJob::isActive));
      log.tell(300);
      submit(cluster, log, jars, Optional.of(Path.of(java.net.URI.create(savepoint))));
      assertThat(log.archived()).containsExactly(2_300L, 2_300L);
      cluster.cancel(cluster.active(job.name()));
    }
  }

  @Test
  void aJobJarHasTheLibrariesThatAClusterLacks() throws Exception {
    Path lib = Files.createDirectories(home.resolve("lib"));
    for (String name :
        List.of(
            "tidemark-stream-1.jar",
            "tidemark-server-1.jar",
            "flink-core-2.3.0.jar",
            "flink-connector-kafka-5.jar",
            "kafka-clients-4.jar",
            "kafka_2.13-4.jar",
            "duckdb_jdbc-2.jar",
            "logback-classic-1.jar")) {
      Files.writeString(lib.resolve(name), name);
    }
    List<Path> jars = JobJars.ofLibrary(lib);
    assertThat(jars)
        .extracting(jar -> String.valueOf(jar.getFileName()))
        .containsExactly(
            "duckdb_jdbc-2.jar",
            "flink-connector-kafka-5.jar",
            "kafka-clients-4.jar",
            "tidemark-stream-1.jar");
    Path file = home.resolve("job.jar");
    JobJars.writeJobJar(jars, file);
    try (java.util.jar.JarFile jar = new java.util.jar.JarFile(file.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("dev.tidemark.stream.cluster.JobMain");
      assertThat(jar.stream().filter(e -> e.getName().startsWith("lib/"))).hasSize(4);
    }
  }

  private static boolean answers(RemoteCluster cluster) {
    try {
      return cluster.slots() > 0;
    } catch (TidemarkException e) {
      return false;
    }
  }

  private static void submit(
      RemoteCluster cluster, LogFixture log, List<Path> jars, Optional<Path> from) {
    StreamOptions options = log.options();
    Path directory = options.directory(ArchiveJob.NAME);
    Configuration settings = JobSettings.job(directory, options.archive(), from);
    settings.setString("parallelism.default", "2");
    cluster.submit(
        ArchiveJob.NAME,
        settings,
        jars,
        environment -> ArchiveJob.build(environment, options, log.archive("run-1")));
  }
}
