package dev.tidemark.server.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Enqueues jobs by schedule, each fire time once over all processes. The library decides when; the
 * job's dedupe key, schedule and fire time, makes a second attempt at the same one harmless.
 */
public final class Recurring implements AutoCloseable {
  /** What a Tidemark does every night, UTC. */
  public static final Map<String, Schedule> STANDARD =
      Map.of(CleanUp.KIND, Schedules.daily(ZoneOffset.UTC, LocalTime.of(3, 0)));

  private static final Duration POLL = Duration.ofSeconds(10);

  private final JobQueue queue;
  private final Transactions transactions;
  private final Supplier<String> ids;
  private final Scheduler scheduler;

  /**
   * @param schedules kind of job to schedule
   * @param pool of connections as {@code tidemark_worker}
   * @param name of this process, unique
   * @param ids a new unique identifier at each call
   */
  public Recurring(
      Map<String, Schedule> schedules,
      JobQueue queue,
      DataSource pool,
      String name,
      Supplier<String> ids) {
    this(schedules, queue, pool, name, ids, POLL);
  }

  Recurring(
      Map<String, Schedule> schedules,
      JobQueue queue,
      DataSource pool,
      String name,
      Supplier<String> ids,
      Duration poll) {
    this.queue = queue;
    this.transactions = new Transactions(pool);
    this.ids = ids;
    List<RecurringTask<Void>> tasks =
        new TreeMap<>(schedules)
            .entrySet().stream()
                .map(
                    each ->
                        Tasks.recurring(each.getKey(), each.getValue())
                            .execute(
                                (instance, context) ->
                                    enqueue(each.getKey(), context.getExecution().executionTime)))
                .toList();
    this.scheduler =
        Scheduler.create(pool)
            .startTasks(tasks)
            .tableName("scheduled_tasks")
            .schedulerName(new SchedulerName.Fixed(name))
            .threads(1)
            .pollingInterval(poll)
            .build();
  }

  public void start() {
    scheduler.start();
  }

  private void enqueue(String kind, Instant fireTime) {
    NewJob job =
        NewJob.of(NewJob.SYSTEM, ids.get(), kind, "{}").withDedupeKey(kind + " " + fireTime);
    try {
      boolean unused = transactions.insist(connection -> queue.enqueue(connection, job));
    } catch (SQLException e) {
      throw new IllegalStateException("the job was not enqueued; the schedule is tried again", e);
    }
  }

  @Override
  public void close() {
    transactions.stop();
    scheduler.stop();
  }
}
