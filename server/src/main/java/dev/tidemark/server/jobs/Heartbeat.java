package dev.tidemark.server.jobs;

import dev.tidemark.server.jobs.JobCounters.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the leases of one worker and looks after those that others let expire. */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final WorkerOptions options;
  private final JobQueue queue;
  private final Map<String, JobHandler> handlers;
  private final Transactions transactions;
  private final JobCounters counters;
  private final Collection<RunningJob> running;
  private final Wakeup wakeup;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean draining;
  private boolean reported;

  Heartbeat(
      WorkerOptions options,
      JobQueue queue,
      Map<String, JobHandler> handlers,
      Transactions transactions,
      JobCounters counters,
      Collection<RunningJob> running,
      Wakeup wakeup) {
    this.options = options;
    this.queue = queue;
    this.handlers = handlers;
    this.transactions = transactions;
    this.counters = counters;
    this.running = running;
    this.wakeup = wakeup;
  }

  /** Until stopped; the body of a thread. */
  void beat() {
    try {
      do {
        try {
          once();
          reported = false;
        } catch (SQLException | RuntimeException e) {
          if (!reported) {
            LOG.warn("no heartbeat, next try in {}: {}", options.heartbeat(), e.getMessage());
            reported = true;
          }
        }
      } while (!stopped.await(options.heartbeat().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // Ended by the worker.
    }
  }

  void drain() {
    draining = true;
  }

  void stop() {
    stopped.countDown();
  }

  private void once() throws SQLException {
    List<RunningJob> now = List.copyOf(running);
    Set<String> held =
        new HashSet<>(
            transactions.run(
                connection -> {
                  signOfLife(connection, now.size());
                  return queue.heartbeat(connection, now, options.lease());
                }));
    for (RunningJob each : now) {
      if (!held.contains(each.key())) {
        each.cancel();
      }
    }
    Set<String> kinds = handlers.keySet();
    int takenOver = transactions.run(connection -> queue.takeOver(connection, kinds));
    int givenUp =
        transactions.run(
            connection -> {
              List<JobQueue.DeadLetter> dead = queue.giveUpExpired(connection, kinds);
              for (JobQueue.DeadLetter letter : dead) {
                JobHandler handler = handlers.get(letter.job().kind());
                if (handler != null) {
                  handler.gaveUp(connection, letter.job(), letter.reason());
                }
              }
              return dead.size();
            });
    counters.count(Event.TAKEN_OVER, takenOver);
    counters.count(Event.GIVEN_UP, givenUp);
    if (takenOver > 0) {
      wakeup.call();
    }
  }

  private void signOfLife(Connection connection, int jobs) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(JobSql.BEAT)) {
      upsert.setString(1, options.id());
      upsert.setString(2, options.host());
      upsert.setLong(3, options.pid());
      upsert.setInt(4, options.threads());
      upsert.setInt(5, jobs);
      upsert.setBoolean(6, draining);
      upsert.executeUpdate();
    }
  }
}
