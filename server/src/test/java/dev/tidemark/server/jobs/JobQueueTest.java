package dev.tidemark.server.jobs;

import static dev.tidemark.server.jobs.QueueDatabase.that;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.smartdb.DatabaseRole;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  private QueueDatabase db;

  @BeforeEach
  void empty() throws SQLException {
    db = QueueDatabase.empty();
  }

  private static NewJob job(String tenant, String id) {
    return NewJob.of(tenant, id, "test", "{}");
  }

  private static List<String> ids(List<Job> jobs) {
    return jobs.stream().map(Job::jobId).toList();
  }

  @Test
  void aJobIsThereWhenItsTransactionHasCommittedAndNotBefore() throws Exception {
    assertThatThrownBy(
            () ->
                db.request(
                    "a",
                    connection -> {
                      assertThat(db.queue.enqueue(connection, job("a", "1"))).isTrue();
                      throw new IllegalStateException("after all");
                    }))
        .hasMessage("after all");
    assertThat(db.claim("w", 10)).isEmpty();
    db.enqueue(job("a", "1"));
    assertThat(ids(db.claim("w", 10))).containsExactly("1");
    assertThat(db.claim("w", 10)).as("claimed once").isEmpty();
  }

  @Test
  void theSameKeyIsEnqueuedOnceAlsoAfterItIsDone() throws Exception {
    NewJob first = job("a", "1").withDedupeKey("nightly 2026-01-05");
    NewJob second = job("a", "2").withDedupeKey("nightly 2026-01-05");
    that(db.request("a", c -> db.queue.enqueue(c, first))).isEqualTo(true);
    that(db.request("a", c -> db.queue.enqueue(c, second))).isEqualTo(false);
    Job claimed = db.claim("w", 1).getFirst();
    that(db.work(c -> db.queue.complete(c, claimed))).isEqualTo(true);
    that(db.request("a", c -> db.queue.enqueue(c, second))).isEqualTo(false);
    NewJob ofAnother = job("b", "2").withDedupeKey("nightly 2026-01-05");
    that(db.request("b", c -> db.queue.enqueue(c, ofAnother))).isEqualTo(true);
  }

  @Test
  void priorityThenTheTenantWithFewestThenAge() throws Exception {
    db.enqueue(job("a", "a1"), job("a", "a2"), job("a", "a3"), job("b", "b1"));
    db.enqueue(job("c", "urgent").withPriority(9), job("c", "idle").withPriority(-1));
    db.enqueue(job("c", "tomorrow").withPriority(9).withDelay(Duration.ofDays(1)));
    assertThat(ids(db.claim("w", 3))).containsExactly("urgent", "a1", "b1");
    assertThat(ids(db.claim("w", 9))).containsExactly("a2", "a3", "idle");
  }

  @Test
  void aTenantsLimitHoldsOverAllWorkers() throws Exception {
    for (int i = 0; i < 20; i++) {
      db.enqueue(job("a", "a" + i).withTenantLimit(3));
    }
    db.enqueue(job("b", "b").withTenantLimit(1));
    List<String> claimed;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<Job>>> claims =
          IntStream.range(0, 8)
              .<Callable<List<Job>>>mapToObj(w -> () -> db.claim("w" + w, 2))
              .toList();
      claimed =
          threads.invokeAll(claims).stream()
              .flatMap(claim -> claim.resultNow().stream().map(Job::jobId))
              .sorted()
              .toList();
    }
    assertThat(claimed).containsExactly("a0", "a1", "a2", "b");
  }

  @Test
  void whoLostTheLeaseCanFinishNothing() throws Exception {
    db.enqueue(job("a", "1"));
    Job first = db.claim("one", 1).getFirst();
    that(db.work(c -> db.queue.takeOver(c, List.of("test")))).as("not expired").isEqualTo(0);
    expireLeases();
    that(db.work(c -> db.queue.takeOver(c, List.of("test")))).isEqualTo(1);
    Job second = db.claim("two", 1).getFirst();
    assertThat(second.attempt()).isEqualTo(2);
    that(db.work(c -> db.queue.complete(c, first))).isEqualTo(false);
    that(db.work(c -> db.queue.release(c, first))).isEqualTo(false);
    that(db.work(c -> db.queue.fail(c, first, "late", true))).isEqualTo(JobQueue.Verdict.NOT_HELD);
    RunningJob stale = new RunningJob(first);
    RunningJob current = new RunningJob(second);
    that(db.work(c -> db.queue.heartbeat(c, List.of(stale, current), QueueDatabase.LEASE)))
        .isEqualTo(List.of(current.key()));
    that(db.work(c -> db.queue.complete(c, second))).isEqualTo(true);
    that(db.work(c -> db.queue.complete(c, second))).as("once").isEqualTo(false);
  }

  @Test
  void heartbeatsKeepTheLeaseAndStoreProgress() throws Exception {
    db.enqueue(job("a", "1"));
    RunningJob running = new RunningJob(db.claim("w", 1).getFirst());
    running.progress(0.25);
    expireLeases();
    db.work(c -> db.queue.heartbeat(c, List.of(running), QueueDatabase.LEASE));
    that(db.work(c -> db.queue.takeOver(c, List.of("test")))).isEqualTo(0);
    assertThat(db.column("SELECT progress FROM jobs")).containsExactly("0.25");
  }

  @Test
  void failuresComeBackLaterAndAreGivenUpWithTheReason() throws Exception {
    db.enqueue(job("a", "1").withMaxFailures(2));
    Job first = db.claim("w", 1).getFirst();
    that(db.work(c -> db.queue.fail(c, first, "boom", true))).isEqualTo(JobQueue.Verdict.RETRY);
    assertThat(db.column("SELECT run_at > clock_timestamp() - interval '1 minute' FROM jobs"))
        .containsExactly("t");
    db.run(DatabaseRole.OWNER, "UPDATE jobs SET run_at = clock_timestamp()");
    Job second = db.claim("w", 1).getFirst();
    assertThat(second.failures()).isEqualTo(1);
    that(db.work(c -> db.queue.fail(c, second, "boom again", true)))
        .isEqualTo(JobQueue.Verdict.GIVEN_UP);
    assertThat(db.column("SELECT count(*) FROM jobs")).containsExactly("0");
    assertThat(
            db.column(
                "SELECT concat_ws(' ', job_id, attempts, failures, reason) FROM job_dead_letters"))
        .containsExactly("1 2 2 boom again");
  }

  @Test
  void whatCannotGetBetterIsGivenUpAtOnce() throws Exception {
    db.enqueue(job("a", "1"));
    Job job = db.claim("w", 1).getFirst();
    that(db.work(c -> db.queue.fail(c, job, "no such ticker", false)))
        .isEqualTo(JobQueue.Verdict.GIVEN_UP);
  }

  @Test
  void aJobThatKeepsKillingItsWorkersIsGivenUp() throws Exception {
    db.enqueue(job("a", "1"));
    for (int i = 1; i <= 2; i++) {
      db.claim("w" + i, 1);
      expireLeases();
      that(db.work(c -> db.queue.giveUpExpired(c, List.of("test")))).isEqualTo(List.of());
      that(db.work(c -> db.queue.takeOver(c, List.of("test")))).isEqualTo(1);
    }
    db.claim("w3", 1);
    expireLeases();
    that(db.work(c -> db.queue.takeOver(c, List.of("test")))).isEqualTo(0);
    List<JobQueue.DeadLetter> dead = db.work(c -> db.queue.giveUpExpired(c, List.of("test")));
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().reason())
        .isEqualTo("3 workers stopped while they ran this job, the last was w3");
  }

  @Test
  void cancellingStopsWhatWaitsAndWhatRuns() throws Exception {
    db.enqueue(job("a", "waits"), job("a", "runs").withPriority(1));
    RunningJob runs = new RunningJob(db.claim("w", 1).getFirst());
    for (String id : List.of("waits", "runs")) {
      that(db.request("a", c -> db.queue.cancel(c, "a", id))).isEqualTo(true);
      that(db.request("a", c -> db.queue.cancel(c, "a", id))).as("once").isEqualTo(false);
    }
    assertThat(db.claim("w", 10)).isEmpty();
    that(db.work(c -> db.queue.heartbeat(c, List.of(runs), QueueDatabase.LEASE)))
        .isEqualTo(List.of());
    that(db.work(c -> db.queue.complete(c, runs.job()))).isEqualTo(false);
  }

  @Test
  void aTenantSeesAndTouchesItsOwnJobsOnly() throws Exception {
    db.enqueue(job("a", "1"));
    that(db.request("b", c -> db.queue.cancel(c, "a", "1"))).isEqualTo(false);
    that(db.request("b", c -> db.queue.claim(c, "b", List.of("test"), 1, QueueDatabase.LEASE)))
        .isEqualTo(List.of());
    assertThatThrownBy(() -> db.request("b", c -> db.queue.enqueue(c, job("a", "2"))))
        .hasMessageContaining("row-level security");
  }

  @Test
  void statsTellHowManyAndHowOld() throws Exception {
    db.enqueue(job("a", "1"), job("b", "2"), job("b", "3"));
    db.enqueue(job("b", "4").withDelay(Duration.ofHours(1)));
    db.run(
        DatabaseRole.OWNER,
        "UPDATE jobs SET run_at = clock_timestamp() - interval '90 s' WHERE job_id = '1'");
    List<Job> claimed = db.claim("w", 2);
    db.work(c -> db.queue.complete(c, claimed.getFirst()));
    db.work(c -> db.queue.fail(c, claimed.get(1), "x", false));
    db.run(
        DatabaseRole.OWNER,
        "UPDATE jobs SET run_at = clock_timestamp() - interval '60 s' WHERE job_id = '3'");
    QueueStats stats = db.work(c -> db.queue.stats(c));
    assertThat(stats.due()).isEqualTo(1);
    assertThat(stats.delayed()).isEqualTo(1);
    assertThat(stats.running()).isZero();
    assertThat(stats.done()).isEqualTo(1);
    assertThat(stats.deadLetters()).isEqualTo(1);
    assertThat(stats.oldestDueSeconds()).isBetween(60.0, 120.0);
  }

  @Test
  void whatIsFinishedIsForgottenInTime() throws Exception {
    db.enqueue(job("a", "old"), job("a", "new"), job("a", "waits").withPriority(-1));
    for (Job job : db.claim("w", 2)) {
      db.work(c -> db.queue.complete(c, job));
    }
    db.run(
        DatabaseRole.OWNER,
        "UPDATE jobs SET finished_at = finished_at - interval '8 days' WHERE job_id = 'old'");
    that(db.work(c -> db.queue.forget(c, Duration.ofDays(7)))).isEqualTo(1);
    assertThat(db.column("SELECT job_id FROM jobs ORDER BY 1")).containsExactly("new", "waits");
  }

  private void expireLeases() throws SQLException {
    db.run(
        DatabaseRole.OWNER,
        "UPDATE jobs SET lease_until = clock_timestamp() - interval '1 s'"
            + " WHERE lease_until IS NOT NULL");
  }
}
