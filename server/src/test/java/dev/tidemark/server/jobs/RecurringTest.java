package dev.tidemark.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.tidemark.server.idempotency.ExpiredKeys;
import dev.tidemark.smartdb.DatabaseRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringTest {
  @Test
  void eachFireTimeIsEnqueuedOnceAlthoughTwoProcessesKeepTheSchedule() throws Exception {
    QueueDatabase db = QueueDatabase.empty();
    Map<String, Schedule> schedules = Map.of("test", Schedules.fixedDelay(Duration.ofMillis(20)));
    AtomicInteger ids = new AtomicInteger();
    try (Recurring one = recurring(db, schedules, "one", ids);
        Recurring two = recurring(db, schedules, "two", ids)) {
      one.start();
      two.start();
      db.await("SELECT count(*) >= 5 FROM jobs", "t");
    }
    assertThat(db.column("SELECT DISTINCT tenant_id || ' ' || kind FROM jobs"))
        .containsExactly("_system test");
    assertThat(db.column("SELECT count(*) = count(DISTINCT dedupe_key) FROM jobs"))
        .containsExactly("t");
    assertThat(db.column("SELECT dedupe_key FROM jobs")).allMatch(key -> key.startsWith("test 20"));
  }

  @Test
  void theCleanUpForgetsAndLetsOthersForget() throws Exception {
    QueueDatabase db = QueueDatabase.empty();
    db.enqueue(NewJob.of("a", "old", "test", "{}"));
    Job old = db.claim("w", 1).getFirst();
    db.work(c -> db.queue.complete(c, old));
    db.run(DatabaseRole.OWNER, "UPDATE jobs SET finished_at = finished_at - interval '30 days'");
    db.run(
        DatabaseRole.OWNER,
        "INSERT INTO tenants VALUES ('a', 'a', 1, 1, 1, 1, now()) ON CONFLICT DO NOTHING");
    db.run(
        DatabaseRole.OWNER,
        "INSERT INTO idempotency (tenant_id, key, request_hash, attempt, lease_until, created_at,"
            + " expires_at) SELECT 'a', key, sha256(''), 1, now(), now(), now() + shift"
            + " FROM (VALUES ('old', interval '-1 s'), ('new', interval '1 h')) AS k (key, shift)");
    CleanUp cleanUp = new CleanUp(db.queue, List.of(new ExpiredKeys()));
    db.work(c -> db.queue.enqueue(c, NewJob.of(NewJob.SYSTEM, "c", CleanUp.KIND, "{}")));
    try (Worker worker =
        new Worker(
            WorkerOptions.standard("w", "here", 1, 1),
            db.queue,
            List.of(cleanUp),
            db.pool,
            db.database.dataSource(DatabaseRole.WORKER),
            new JobCounters(),
            System::nanoTime)) {
      worker.start();
      db.await("SELECT count(*) FROM jobs WHERE job_id = 'c' AND state = 'DONE'", "1");
    }
    assertThat(db.column("SELECT job_id FROM jobs")).containsExactly("c");
    assertThat(db.column("SELECT key FROM idempotency")).containsExactly("new");
  }

  private static Recurring recurring(
      QueueDatabase db, Map<String, Schedule> schedules, String name, AtomicInteger ids) {
    return new Recurring(
        schedules,
        db.queue,
        db.pool,
        name,
        () -> "id" + ids.incrementAndGet(),
        Duration.ofMillis(20));
  }
}
