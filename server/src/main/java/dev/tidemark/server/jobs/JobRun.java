package dev.tidemark.server.jobs;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.server.jobs.JobCounters.Event;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job and records how it ended. */
final class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  private final JobQueue queue;
  private final Transactions transactions;
  private final JobCounters counters;
  private final LongSupplier ticker;

  JobRun(JobQueue queue, Transactions transactions, JobCounters counters, LongSupplier ticker) {
    this.queue = queue;
    this.transactions = transactions;
    this.counters = counters;
    this.ticker = ticker;
  }

  void run(JobHandler handler, RunningJob running) {
    Job job = running.job();
    long began = ticker.getAsLong();
    try {
      JobCompletion completion;
      try {
        completion = handler.run(job, running);
      } finally {
        counters.ran(ticker.getAsLong() - began);
      }
      if (running.cancelled()) {
        release(job);
      } else {
        complete(job, completion);
      }
    } catch (Throwable e) {
      if (running.cancelled()) {
        release(job);
      } else {
        failed(handler, job, e);
      }
    }
  }

  private void complete(Job job, JobCompletion completion) throws SQLException {
    boolean held =
        transactions.insist(
            connection -> {
              boolean stillHeld = queue.complete(connection, job);
              if (stillHeld) {
                completion.write(connection);
              }
              return stillHeld;
            });
    counters.count(held ? Event.COMPLETED : Event.DISCARDED, 1);
  }

  /** Gives it back, unless it was cancelled or taken. */
  void release(Job job) {
    try {
      boolean held = transactions.insist(connection -> queue.release(connection, job));
      counters.count(held ? Event.RELEASED : Event.DISCARDED, 1);
    } catch (SQLException e) {
      LOG.warn("job {} was not given back; its lease will expire", job.jobId(), e);
    }
  }

  private void failed(JobHandler handler, Job job, Throwable cause) {
    String reason = reason(cause);
    boolean retriable = !(cause instanceof TidemarkException known) || known.code().retriable();
    try {
      JobQueue.Verdict verdict =
          transactions.insist(
              connection -> {
                JobQueue.Verdict reached = queue.fail(connection, job, reason, retriable);
                if (reached == JobQueue.Verdict.GIVEN_UP) {
                  handler.gaveUp(connection, job, reason);
                }
                return reached;
              });
      switch (verdict) {
        case RETRY -> {
          counters.count(Event.RETRIED, 1);
          LOG.warn("job {} failed and will be tried again: {}", job.jobId(), reason, cause);
        }
        case GIVEN_UP -> {
          counters.count(Event.GIVEN_UP, 1);
          LOG.error("job {} is given up: {}", job.jobId(), reason, cause);
        }
        case NOT_HELD -> counters.count(Event.DISCARDED, 1);
      }
    } catch (SQLException | RuntimeException e) {
      e.addSuppressed(cause);
      LOG.error("the failure of job {} was not recorded; its lease will expire", job.jobId(), e);
    }
  }

  private static String reason(Throwable cause) {
    return cause instanceof TidemarkException
        ? String.valueOf(cause.getMessage())
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
