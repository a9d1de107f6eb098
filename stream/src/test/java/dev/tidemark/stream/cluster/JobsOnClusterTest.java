package dev.tidemark.stream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.archive.ArchiveJob;
import dev.tidemark.stream.archive.LogFixture;
import dev.tidemark.stream.job.Checkpoints;
import dev.tidemark.stream.job.JobSettings;
import dev.tidemark.stream.job.LiveBars;
import dev.tidemark.stream.job.LiveJob;
import dev.tidemark.stream.job.StreamOptions;
import dev.tidemark.stream.job.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs on a cluster of processes, of which one is killed. */
class JobsOnClusterTest {
  @TempDir static Path shared;
  private static Nodes nodes;
  private static RemoteCluster cluster;
  private static List<Path> jars;

  @TempDir Path home;

  @BeforeAll
  static void start() throws Exception {
    nodes = Nodes.running(shared.resolve("nodes"));
    cluster = RemoteCluster.at(nodes.address());
    jars =
        JobJars.asJars(
            JobJars.ofClassPath(System.getProperty("java.class.path")), shared.resolve("jars"));
    LogFixture.await(
        () -> {
          nodes.check();
          return answers();
        });
  }

  @AfterAll
  static void stop() {
    cluster.close();
    nodes.close();
  }

  @Test
  void theArchiveLosesNothingWithATaskManagerAndASavepointContinues() throws Exception {
    try (LogFixture log = new LogFixture(home)) {
      log.tell(1_000);
      archive(log, Optional.empty());
      assertThat(log.archived()).containsExactly(1_000L, 1_000L);
      assertThatThrownBy(() -> archive(log, Optional.empty()))
          .hasMessageContaining("runs there already");

      log.tell(500);
      killTheWorker();
      nodes.start("taskmanager");
      log.tell(500);
      assertThat(log.archived()).containsExactly(2_000L, 2_000L);

      RemoteJob job = cluster.active(ArchiveJob.NAME);
      String savepoint = cluster.stop(job, home.resolve("savepoints").toUri().toString());
      LogFixture.await(() -> cluster.jobs().stream().noneMatch(RemoteJob::isActive));
      log.tell(300);
      archive(log, Optional.of(Path.of(java.net.URI.create(savepoint))));
      assertThat(log.archived()).containsExactly(2_300L, 2_300L);
      end(ArchiveJob.NAME);
    }
  }

  /** Late, corrected, large and repeated records: all results as if nothing had happened. */
  @Test
  void theLiveJobKnowsTheSameWithoutItsTaskManager() throws Exception {
    try (Surroundings platform = new Surroundings(home)) {
      MixedTape tape = new MixedTape(platform.producer);
      tape.tell(2_000);
      Path directory = platform.options.directory(LiveJob.NAME);
      submit(
          LiveJob.NAME,
          JobSettings.job(directory, Duration.ofMillis(300), Optional.empty()),
          environment -> LiveJob.build(environment, platform.options));
      for (LiveBars each : tape.expected()) {
        platform.await(() -> each.storedTrades(platform), each.trades()::equals);
      }
      platform.await(() -> Checkpoints.newest(directory), Optional::isPresent);

      tape.tell(1_500);
      killTheWorker();
      tape.tell(1_000);
      nodes.start("taskmanager");
      tape.tell(1_500);
      tape.end();
      for (LiveBars each : tape.expected()) {
        platform.await(() -> each.storedTrades(platform), each.trades()::equals);
        platform.await(() -> each.storedBars(platform), each.bars()::equals);
        platform.await(() -> each.storedFeatures(platform), each.features()::equals);
        platform.await(() -> each.storedAlerts(platform), each.alerts()::equals);
      }
      assertThat(tape.expected())
          .anySatisfy(each -> assertThat(each.alerts()).hasSizeGreaterThan(2))
          .allSatisfy(each -> assertThat(each.bars()).hasSizeGreaterThan(300))
          .allSatisfy(each -> assertThat(each.features()).hasSizeGreaterThan(5));
      end(LiveJob.NAME);
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

  private static boolean answers() {
    try {
      return cluster.slots() > 0;
    } catch (TidemarkException e) {
      return false;
    }
  }

  private static void archive(LogFixture log, Optional<Path> from) {
    StreamOptions options = log.options();
    submit(
        ArchiveJob.NAME,
        JobSettings.job(options.directory(ArchiveJob.NAME), options.archive(), from),
        environment -> ArchiveJob.build(environment, options, log.archive("run-1")));
  }

  private static void submit(
      String job, Configuration settings, Consumer<StreamExecutionEnvironment> topology) {
    settings.setString("parallelism.default", "2");
    cluster.submit(job, settings, jars, topology);
  }

  /** As kill -9 does it. */
  private static void killTheWorker() throws InterruptedException {
    nodes.worker().destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  private static void end(String job) throws Exception {
    cluster.cancel(cluster.active(job));
    LogFixture.await(() -> cluster.jobs().stream().noneMatch(RemoteJob::isActive));
  }
}
