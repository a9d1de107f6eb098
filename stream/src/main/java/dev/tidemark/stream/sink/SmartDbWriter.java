package dev.tidemark.stream.sink;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.fold.LiveRow;
import dev.tidemark.stream.job.JobCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows while the batch before is on its way: one at a time, on a thread of its own, so that
 * computing goes on meanwhile. While the database is away the batch is tried again and again and
 * rows are gathered up to a bound; then their senders wait.
 */
@SuppressWarnings("try")
final class SmartDbWriter implements SinkWriter<LiveRow> {
  private static final int BATCH = 5_000;
  private static final int MOST_WAITING = 20_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final int CLOSE_SECONDS = 5;

  private final SmartDbBatches database;
  private final long flushMillis;
  private final ProcessingTimeService time;
  private final MailboxExecutor mailbox;
  private final ExecutorService sender;
  private final JobCounters counters;
  private final Latencies latencies;

  private List<LiveRow> waiting = new ArrayList<>();

  /** On its way, or to be tried again; never more than one. */
  private @Nullable List<LiveRow> sent;

  private boolean timerSet;
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  SmartDbWriter(SmartDbBatches database, Duration flush, WriterInitContext context) {
    this.database = database;
    flushMillis = Math.max(1, flush.toMillis());
    time = context.getProcessingTimeService();
    mailbox = context.getMailboxExecutor();
    counters = new JobCounters(context.metricGroup());
    latencies = new Latencies(context.metricGroup());
    sender =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("smartdb").daemon().factory());
  }

  @Override
  public void write(LiveRow row, Context context) throws InterruptedException {
    while (waiting.size() >= MOST_WAITING) {
      mailbox.yield();
    }
    waiting.add(row);
    if (waiting.size() >= BATCH) {
      send();
    } else if (!timerSet && sent == null) {
      timerSet = true;
      var unused =
          time.registerTimer(
              time.getCurrentProcessingTime() + flushMillis,
              now -> {
                timerSet = false;
                send();
              });
    }
  }

  /** Returns when everything written so far is committed, however long the database is away. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    send();
    while (sent != null || !waiting.isEmpty()) {
      mailbox.yield();
      send();
    }
  }

  @Override
  public void close() throws InterruptedException {
    sender.shutdownNow();
    // A statement that hangs is ended by the server; the connection is of no use to anybody then.
    if (sender.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      database.close();
    }
  }

  private void send() {
    if (sent == null && !waiting.isEmpty()) {
      List<LiveRow> batch = waiting;
      waiting = new ArrayList<>();
      sent = batch;
      attempt(batch);
    }
  }

  private void attempt(List<LiveRow> batch) {
    sender.execute(
        () -> {
          RuntimeException failure = null;
          try {
            database.write(batch);
          } catch (RuntimeException e) {
            failure = e;
          }
          RuntimeException outcome = failure;
          try {
            mailbox.execute(() -> done(batch, outcome), "rows were sent to the Smart-DB");
          } catch (RejectedExecutionException ended) {
            // Nobody waits for them any more; they are read again after the restart.
          }
        });
  }

  private void done(List<LiveRow> batch, @Nullable RuntimeException failure) {
    if (failure == null) {
      sent = null;
      pauseMillis = FIRST_PAUSE_MILLIS;
      counters.count("stored", batch.size());
      latencies.committed(batch, time.getCurrentProcessingTime());
      send();
      return;
    }
    if (!(failure instanceof TidemarkException away) || away.code() != ErrorCode.UNAVAILABLE) {
      throw failure;
    }
    counters.count("storeRetries");
    var unused =
        time.registerTimer(time.getCurrentProcessingTime() + pauseMillis, now -> attempt(batch));
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
  }
}
