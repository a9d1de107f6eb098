package dev.tidemark.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.stream.event.MarketEvent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the archive in Flink over a bounded source, and breaks it. */
class ArchiveJobTest {
  private static final int RECORDS = 9_000;

  /** Failures still to come, seen by the operators of the job in this process. */
  private static final AtomicInteger AFTER_COMMIT = new AtomicInteger();

  private static final AtomicInteger BETWEEN = new AtomicInteger();

  @TempDir Path directory;

  @BeforeEach
  void nothingFails() {
    AFTER_COMMIT.set(0);
    BETWEEN.set(0);
  }

  @Test
  void everyRecordIsThereOnceAlthoughTheJobFailsAfterCommitsAndBetweenThem() throws Exception {
    AFTER_COMMIT.set(3);
    BETWEEN.set(2);
    run(options("run-1"), settings());

    long distinct = ArchiveFixture.distinct(RECORDS);
    assertThat(AFTER_COMMIT).hasValueLessThan(1);
    assertThat(BETWEEN).hasValueLessThan(1);
    assertThat(ArchiveFixture.counts(lake())).containsExactly(distinct, distinct);
    assertThat(ArchiveFixture.commits(lake(), "bronze.raw_trades")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aSavepointOlderThanTheTablesAddsOnlyWhatTheyLack() throws Exception {
    JobClient client = job(options("run-1"), settings()).executeAsync("archive");
    String savepoint = savepoint(client);
    client.getJobExecutionResult().get();
    long distinct = ArchiveFixture.distinct(RECORDS);
    assertThat(ArchiveFixture.counts(lake())).containsExactly(distinct, distinct);

    Configuration again = settings();
    again.setString("execution.state-recovery.path", savepoint);
    run(options("never used"), again);

    assertThat(ArchiveFixture.counts(lake())).containsExactly(distinct, distinct);
  }

  @Test
  void withoutACheckpointItStartsOverFullTablesOnlyWhenTold() throws Exception {
    run(options("run-1"), settings());
    long distinct = ArchiveFixture.distinct(RECORDS);

    Configuration once = settings();
    once.setString("restart-strategy.type", "none");
    assertThatThrownBy(() -> run(options("run-2"), once))
        .hasStackTraceContaining("does not start without a checkpoint");
    assertThatThrownBy(() -> run(options("run-1").withStart(ArchiveStart.REPLAY), once))
        .hasStackTraceContaining("has lost its checkpoint");
    assertThat(ArchiveFixture.counts(lake())).containsExactly(distinct, distinct);

    run(options("run-3").withStart(ArchiveStart.REPLAY), settings());
    assertThat(ArchiveFixture.counts(lake())).containsExactly(distinct, distinct);
  }

  private Path lake() {
    return directory.resolve("lake");
  }

  private ArchiveOptions options(String run) {
    return ArchiveFixture.options(lake(), run);
  }

  private Configuration settings() {
    return ArchiveFixture.settings(directory);
  }

  /** Of the job as soon as it runs. */
  private String savepoint(JobClient job) throws Exception {
    String target = directory.resolve("savepoints").toUri().toString();
    while (true) {
      try {
        return job.triggerSavepoint(target, SavepointFormatType.CANONICAL).get();
      } catch (ExecutionException e) {
        assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
        LockSupport.parkNanos(5_000_000);
      }
    }
  }

  private static void run(ArchiveOptions options, Configuration settings) throws Exception {
    job(options, settings).execute("archive");
  }

  private static StreamExecutionEnvironment job(ArchiveOptions options, Configuration settings) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    var records =
        env.fromSequence(0, RECORDS - 1)
            .setParallelism(1)
            .uid("source")
            .map(new Made())
            .setParallelism(1)
            .uid("made");
    ArchiveJob.attach(records, new FailingSink(options), ArchiveFixture.GRACE);
    return env;
  }

  /** Slow enough that there are several checkpoints. */
  private static final class Made implements MapFunction<Long, MarketEvent> {
    @Override
    public MarketEvent map(Long n) {
      if (n % 100 == 99) {
        LockSupport.parkNanos(6_000_000);
      }
      if (n % 2_000 == 1_999 && BETWEEN.getAndDecrement() > 0) {
        throw new IllegalStateException("broken between commits");
      }
      return ArchiveFixture.record(n);
    }
  }

  /** Fails after a commit is in the table and before the job knows. */
  private static final class FailingSink extends ArchiveSink {
    FailingSink(ArchiveOptions options) {
      super(options);
    }

    @Override
    public Committer<ArchiveCommit> createCommitter(
        org.apache.flink.api.connector.sink2.CommitterInitContext context) {
      ArchiveCommitter real = new ArchiveCommitter(super.options());
      return new Committer<>() {
        @Override
        public void commit(Collection<CommitRequest<ArchiveCommit>> requests) {
          real.commit(requests);
          if (AFTER_COMMIT.getAndDecrement() > 0) {
            throw new IllegalStateException("broken after a commit");
          }
        }

        @Override
        public void close() {
          real.close();
        }
      };
    }
  }
}
