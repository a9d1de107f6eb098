package dev.tidemark.server.jobs;

import dev.tidemark.server.jobs.JobCounters.Event;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims jobs and runs them, several at a time, until it is drained. It outlives restarts of the
 * database; when it is killed, its jobs pass to other workers as soon as their leases expire.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration TIME_TO_NOTICE = Duration.ofSeconds(5);

  private final WorkerOptions options;
  private final JobQueue queue;
  private final Map<String, JobHandler> handlers = new TreeMap<>();
  private final Transactions transactions;
  private final JobCounters counters;
  private final Map<String, RunningJob> running = new ConcurrentHashMap<>();
  private final Wakeup wakeup;
  private final Heartbeat heartbeat;
  private final JobRun runs;
  private final ExecutorService threads;
  private final Thread claiming;
  private final Thread listening;
  private final Thread beating;
  private volatile boolean draining;
  private boolean drained;

  /**
   * @param pool of connections as {@code tidemark_worker}, at least {@code threads + 2} of them
   * @param listener opens one more connection, to be notified through
   * @param ticker monotonic nanoseconds
   */
  public Worker(
      WorkerOptions options,
      JobQueue queue,
      List<JobHandler> handlers,
      DataSource pool,
      DataSource listener,
      JobCounters counters,
      LongSupplier ticker) {
    this.options = options;
    this.queue = queue;
    handlers.forEach(handler -> this.handlers.put(handler.kind(), handler));
    this.transactions = new Transactions(pool);
    this.counters = counters;
    this.wakeup = new Wakeup(listener, options.poll());
    this.heartbeat =
        new Heartbeat(
            options, queue, this.handlers, transactions, counters, running.values(), wakeup);
    this.runs = new JobRun(queue, transactions, counters, ticker);
    this.threads =
        Executors.newFixedThreadPool(
            options.threads(), Thread.ofPlatform().daemon().name("jobs-run-", 1).factory());
    this.claiming = thread("jobs-claim", this::claimUntilDrained);
    this.listening = thread("jobs-listen", wakeup::listen);
    this.beating = thread("jobs-heartbeat", heartbeat::beat);
  }

  private static Thread thread(String name, Runnable body) {
    return Thread.ofPlatform().daemon().name(name).unstarted(body);
  }

  public void start() {
    beating.start();
    listening.start();
    claiming.start();
  }

  /** Jobs that run in this process now. */
  public int running() {
    return running.size();
  }

  public JobCounters counters() {
    return counters;
  }

  private void claimUntilDrained() {
    boolean reported = false;
    while (!draining) {
      int claimed = 0;
      try {
        int free = options.threads() - running.size();
        claimed = free > 0 ? claim(free) : 0;
        reported = false;
      } catch (SQLException | RuntimeException e) {
        if (!reported) {
          LOG.warn("no jobs claimed, next try in {}: {}", options.poll(), e.getMessage());
          reported = true;
        }
      }
      if (claimed == 0) {
        try {
          wakeup.await();
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  private int claim(int most) throws SQLException {
    List<Job> claimed =
        transactions.run(
            connection ->
                queue.claim(connection, options.id(), handlers.keySet(), most, options.lease()));
    counters.count(Event.CLAIMED, claimed.size());
    for (Job job : claimed) {
      RunningJob each = new RunningJob(job);
      running.put(each.key(), each);
      try {
        threads.execute(() -> run(each));
      } catch (RejectedExecutionException e) {
        // Drained between the claim and now.
        running.remove(each.key());
        runs.release(job);
      }
    }
    return claimed.size();
  }

  private void run(RunningJob job) {
    try {
      JobHandler handler = handlers.get(job.job().kind());
      if (handler == null) {
        throw new IllegalStateException("claimed a job of another kind: " + job.job().kind());
      }
      runs.run(handler, job);
    } finally {
      running.remove(job.key());
      wakeup.call();
    }
  }

  /**
   * Claims no more and lets running jobs finish; those that do not within the grace are told to
   * stop and given back, for another worker to begin anew. Returns when nothing runs.
   */
  public void drain(Duration grace) throws InterruptedException {
    synchronized (this) {
      if (drained) {
        return;
      }
      drained = true;
    }
    draining = true;
    heartbeat.drain();
    wakeup.call();
    claiming.join();
    threads.shutdown();
    if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      running.values().forEach(RunningJob::cancel);
      threads.shutdownNow();
      if (!threads.awaitTermination(TIME_TO_NOTICE.toMillis(), TimeUnit.MILLISECONDS)) {
        for (RunningJob deaf : running.values()) {
          runs.release(deaf.job());
        }
      }
    }
    heartbeat.stop();
    wakeup.stop();
    transactions.stop();
    listening.interrupt();
    beating.join();
    signOff();
  }

  private void signOff() {
    try {
      int unused =
          transactions.run(
              connection -> {
                try (PreparedStatement delete = connection.prepareStatement(JobSql.FORGET_WORKER)) {
                  delete.setString(1, options.id());
                  return delete.executeUpdate();
                }
              });
    } catch (SQLException e) {
      LOG.debug("not signed off; the row is forgotten later", e);
    }
  }

  /** As {@link #drain} without grace. */
  @Override
  public void close() {
    try {
      drain(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
