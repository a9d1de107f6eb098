package dev.tidemark.server.jobs;

import static dev.tidemark.server.jobs.QueueDatabase.that;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.server.jobs.JobCounters.Event;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers on a real database. */
class WorkerTest {
  private static final Duration BEAT = Duration.ofMillis(50);

  private final List<Worker> workers = new ArrayList<>();
  private QueueDatabase db;

  /** What a test's handler does before its result is written. */
  @FunctionalInterface
  private interface Action {
    void run(Job job, JobContext context) throws Exception;
  }

  @BeforeEach
  void empty() throws SQLException {
    db = QueueDatabase.empty();
  }

  @AfterEach
  void close() {
    workers.forEach(Worker::close);
  }

  @Test
  void everyJobIsDoneOnceByWhoeverIsFree() throws Exception {
    for (int i = 0; i < 150; i++) {
      db.enqueue(job("t" + i % 3, "j" + i));
    }
    start("one", 4, (job, context) -> {});
    start("two", 4, (job, context) -> {});
    db.await("SELECT count(*) FROM jobs WHERE state = 'DONE'", "150");
    assertThat(db.column("SELECT count(*) || ' ' || count(DISTINCT job_id) FROM results"))
        .containsExactly("150 150");
  }

  @Test
  void aJobEnqueuedWhileAllWaitRunsWithoutWaitingForThePoll() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    Worker worker =
        worker("w", 1, Duration.ofSeconds(30), Duration.ofHours(1), (job, c) -> ran.countDown());
    worker.start();
    db.await("SELECT count(*) FROM workers", "1");
    db.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE 'LISTEN%'", "t");
    db.enqueue(job("a", "1"));
    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void failuresAreTriedAgainAndThenGivenUpWhereTheHandlerHearsIt() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    db.enqueue(job("a", "flaky").withMaxFailures(5), job("a", "hopeless").withMaxFailures(2));
    db.enqueue(job("a", "wrong"));
    start(
        "w",
        2,
        (job, context) -> {
          switch (job.jobId()) {
            case "flaky" -> {
              if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
            }
            case "hopeless" -> throw new IllegalStateException("never");
            default -> throw TidemarkException.of(ErrorCode.NOT_FOUND, "No such ticker", "x", "y");
          }
        });
    db.await("SELECT count(*) FROM job_dead_letters", "2");
    db.await("SELECT state FROM jobs", "DONE");
    assertThat(db.column("SELECT job_id || ' ' || attempts || ' ' || reason FROM job_dead_letters"))
        .containsExactlyInAnyOrder(
            "hopeless 2 IllegalStateException: never", "wrong 1 No such ticker: x. y.");
    assertThat(db.column("SELECT job_id FROM results ORDER BY 1"))
        .as("the completion of one, the giving up of two")
        .containsExactly("flaky", "gave up hopeless", "gave up wrong");
    assertThat(workers.getFirst().counters().get(Event.RETRIED)).isEqualTo(3);
    assertThat(workers.getFirst().counters().get(Event.GIVEN_UP)).isEqualTo(2);
  }

  @Test
  void aResultThatCannotBeWrittenIsAFailureOfTheJob() throws Exception {
    db.enqueue(job("a", "1").withMaxFailures(1));
    JobHandler broken =
        new JobHandler() {
          @Override
          public String kind() {
            return "test";
          }

          @Override
          public JobCompletion run(Job job, JobContext context) {
            return connection -> {
              result(connection, job.jobId(), job);
              connection.createStatement().execute("SELECT 1 / 0");
            };
          }
        };
    Worker worker = worker("w", 1, Duration.ofSeconds(30), BEAT, broken);
    worker.start();
    db.await("SELECT count(*) FROM job_dead_letters WHERE reason LIKE '%division by zero%'", "1");
    assertThat(db.column("SELECT count(*) FROM results")).containsExactly("0");
  }

  @Test
  void aCancelledJobIsToldAndItsResultDiscarded() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    db.enqueue(job("a", "1"));
    start(
        "w",
        1,
        (job, context) -> {
          running.countDown();
          untilCancelled(context);
          told.countDown();
        });
    running.await();
    that(db.request("a", c -> db.queue.cancel(c, "a", "1"))).isEqualTo(true);
    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    workers.getFirst().drain(Duration.ofSeconds(30));
    assertThat(db.column("SELECT state FROM jobs")).containsExactly("CANCELLED");
    assertThat(db.column("SELECT count(*) FROM results")).containsExactly("0");
    assertThat(workers.getFirst().counters().get(Event.DISCARDED)).isEqualTo(1);
  }

  @Test
  void drainingFinishesWhatRunsAndTakesNothingNew() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    db.enqueue(job("a", "1"));
    Worker worker =
        start(
            "w",
            1,
            (job, context) -> {
              running.countDown();
              proceed.await();
            });
    running.await();
    db.enqueue(job("a", "2"));
    Thread draining = Thread.ofVirtual().start(() -> drain(worker, Duration.ofSeconds(60)));
    db.await("SELECT draining FROM workers", "t");
    proceed.countDown();
    draining.join();
    assertThat(db.column("SELECT job_id || state FROM jobs ORDER BY 1"))
        .containsExactly("1DONE", "2QUEUED");
    assertThat(db.column("SELECT count(*) FROM workers")).as("signed off").containsExactly("0");
  }

  @Test
  void whatDoesNotFinishWithinTheGraceIsGivenBackAndRunsElsewhere() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    db.enqueue(job("a", "1"));
    Worker first =
        start(
            "first",
            1,
            (job, context) -> {
              running.countDown();
              untilCancelled(context);
            });
    running.await();
    first.drain(Duration.ZERO);
    assertThat(first.counters().get(Event.RELEASED)).isEqualTo(1);
    start("second", 1, (job, context) -> {});
    db.await("SELECT count(*) FROM results", "1");
    assertThat(db.column("SELECT attempt FROM results")).containsExactly("2");
  }

  @Test
  void theJobsOfADeadWorkerAreTakenOver() throws Exception {
    db.enqueue(job("a", "1"), job("a", "2"));
    List<Job> lost =
        db.work(c -> db.queue.claim(c, "dead", List.of("test"), 2, Duration.ofMillis(1)));
    assertThat(lost).hasSize(2);
    Worker worker = start("w", 1, (job, context) -> {});
    db.await("SELECT count(*) FROM jobs WHERE state = 'DONE'", "2");
    assertThat(db.column("SELECT attempt FROM results")).containsExactly("2", "2");
    assertThat(worker.counters().get(Event.TAKEN_OVER)).isEqualTo(2);
  }

  @Test
  void noMoreJobsOfATenantRunAtATimeThanItsLimit() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 40; i++) {
      db.enqueue(job("a", "j" + i).withTenantLimit(2));
    }
    Action counting =
        (job, context) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          now.decrementAndGet();
        };
    start("one", 4, counting);
    start("two", 4, counting);
    db.await("SELECT count(*) FROM jobs WHERE state = 'DONE'", "40");
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void aDatabaseKilledInBetweenLosesAndDoublesNothing() throws Exception {
    for (int i = 0; i < 200; i++) {
      db.enqueue(job("t" + i % 3, "j" + i));
    }
    CountDownLatch some = new CountDownLatch(60);
    start("one", 3, (job, context) -> some.countDown());
    start("two", 3, (job, context) -> some.countDown());
    some.await();
    ProcessHandle.of(db.postgres.pid()).orElseThrow().destroyForcibly();
    db.awaitOverRestarts("SELECT count(*) FROM jobs WHERE state = 'DONE'", "200");
    assertThat(db.column("SELECT count(*) || ' ' || count(DISTINCT job_id) FROM results"))
        .containsExactly("200 200");
  }

  private static void untilCancelled(JobContext context) {
    while (!context.cancelled()) {
      Thread.onSpinWait();
    }
  }

  private static void drain(Worker worker, Duration grace) {
    try {
      worker.drain(grace);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NewJob job(String tenant, String id) {
    return NewJob.of(tenant, id, "test", "{}");
  }

  private Worker start(String id, int threads, Action action) {
    Worker worker = worker(id, threads, Duration.ofSeconds(2), BEAT, action);
    worker.start();
    return worker;
  }

  private Worker worker(String id, int threads, Duration lease, Duration poll, Action action) {
    return worker(
        id,
        threads,
        lease,
        poll,
        new JobHandler() {
          @Override
          public String kind() {
            return "test";
          }

          @Override
          public JobCompletion run(Job job, JobContext context) throws Exception {
            action.run(job, context);
            return connection -> result(connection, job.jobId(), job);
          }

          @Override
          public void gaveUp(Connection connection, Job job, String reason) throws SQLException {
            result(connection, "gave up " + job.jobId(), job);
          }
        });
  }

  private Worker worker(String id, int threads, Duration lease, Duration poll, JobHandler handler) {
    Worker worker =
        new Worker(
            WorkerOptions.standard(id, "here", 1, threads).withTimes(lease, BEAT, poll),
            db.queue,
            List.of(handler),
            db.pool,
            db.database.dataSource(DatabaseRole.WORKER),
            new JobCounters(),
            System::nanoTime);
    workers.add(worker);
    return worker;
  }

  private static void result(Connection connection, String id, Job job) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO results VALUES (?, ?)")) {
      insert.setString(1, id);
      insert.setInt(2, job.attempt());
      insert.executeUpdate();
    }
  }
}
