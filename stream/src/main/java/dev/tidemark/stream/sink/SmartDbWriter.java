package dev.tidemark.stream.sink;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.fold.LiveRow;
import dev.tidemark.stream.job.JobCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers rows while the batch before is on its way: one at a time, on a thread of its own, so that
 * computing goes on meanwhile. Rows that are not committed yet when a checkpoint is taken are part
 * of it; it waits only for those that were part of the one before. While the database is away the
 * batch is tried again and again and rows are gathered up to a bound; then their senders wait.
 */
@SuppressWarnings("try")
final class SmartDbWriter implements StatefulSinkWriter<LiveRow, List<LiveRow>> {
  private static final int BATCH = 5_000;
  private static final int MOST_WAITING = 20_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final int CLOSE_SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(SmartDbWriter.class);

  private final SmartDbBatches database;
  private final long apartMillis;
  private final ProcessingTimeService time;
  private final MailboxExecutor mailbox;
  private final ScheduledThreadPoolExecutor sender;
  private final JobCounters counters;
  private final Latencies latencies;

  private List<LiveRow> waiting = new ArrayList<>();

  /** On its way, or to be tried again; never more than one. */
  private @Nullable List<LiveRow> sent;

  /** Rows taken, and rows committed, in the same order. */
  private long taken;

  private long committed;

  /** Rows taken before the newest checkpoint. */
  private long takenBefore;

  /** When the newest batch was sent. */
  private long sentMillis;

  private boolean timerSet;

  /** Whether the newest attempt failed: nothing may overtake what was to be written. */
  private volatile boolean failed;

  private long pauseMillis = FIRST_PAUSE_MILLIS;

  /**
   * @param restored rows of the checkpoint that the job continues from, in their order
   */
  SmartDbWriter(
      SmartDbBatches database, Duration flush, List<LiveRow> restored, WriterInitContext context) {
    this.database = database;
    apartMillis = flush.toMillis();
    time = context.getProcessingTimeService();
    mailbox = context.getMailboxExecutor();
    counters = new JobCounters(context.metricGroup());
    latencies = new Latencies(context.metricGroup());
    sender =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("smartdb").daemon().factory());
    sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    waiting.addAll(restored);
    taken = restored.size();
    takenBefore = taken;
    send();
  }

  @Override
  public void write(LiveRow row, Context context) throws InterruptedException {
    while (waiting.size() >= MOST_WAITING) {
      mailbox.yield();
    }
    waiting.add(row);
    taken++;
    sendWhenDue();
  }

  /** Batches begin some time apart: many small ones cost more than the wait is worth. */
  private void sendWhenDue() {
    if (sent != null || waiting.isEmpty()) {
      return;
    }
    long now = time.getCurrentProcessingTime();
    long due = sentMillis + apartMillis;
    if (waiting.size() >= BATCH || now >= due || now < sentMillis) {
      send();
    } else if (!timerSet) {
      timerSet = true;
      var unused =
          time.registerTimer(
              due,
              at -> {
                timerSet = false;
                sendWhenDue();
              });
    }
  }

  /**
   * Returns when everything is committed that was taken before the checkpoint before, or at all
   * when nothing more comes, however long the database is away.
   */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    long until = endOfInput ? taken : takenBefore;
    send();
    while (committed < until) {
      mailbox.yield();
      send();
    }
  }

  @Override
  public List<List<LiveRow>> snapshotState(long checkpoint) {
    takenBefore = taken;
    List<LiveRow> open = new ArrayList<>();
    if (sent != null) {
      open.addAll(sent);
    }
    open.addAll(waiting);
    return open.isEmpty() ? List.of() : List.of(open);
  }

  /**
   * A job that ends with a savepoint has its last rows committed, if the database takes them at
   * once; whatever ends otherwise reads again what came after its last checkpoint.
   */
  @Override
  public void close() throws InterruptedException {
    List<LiveRow> last = waiting;
    if (taken == takenBefore && !last.isEmpty()) {
      sender.execute(() -> writeLast(last));
    }
    sender.shutdown();
    if (sender.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      database.close();
    } else {
      // A statement that hangs is ended by the server; the connection is of no use to anybody then.
      sender.shutdownNow();
    }
  }

  private void writeLast(List<LiveRow> rows) {
    if (!failed) {
      leave(written(rows));
    }
  }

  /** Why the database did not take the rows; null when they are committed. */
  private @Nullable RuntimeException written(List<LiveRow> rows) {
    try {
      database.write(rows);
      failed = false;
      return null;
    } catch (RuntimeException e) {
      failed = true;
      return e;
    }
  }

  private static void leave(@Nullable RuntimeException failure) {
    if (failure != null) {
      LOG.info("Rows are left for the next run of the job: {}", failure.getMessage());
    }
  }

  private void send() {
    if (sent == null && !waiting.isEmpty()) {
      List<LiveRow> batch = waiting;
      waiting = new ArrayList<>(batch.size());
      sent = batch;
      sentMillis = time.getCurrentProcessingTime();
      sender.execute(() -> attempt(batch));
    }
  }

  /** In the sender's thread. */
  private void attempt(List<LiveRow> batch) {
    RuntimeException failure = written(batch);
    try {
      mailbox.execute(() -> done(batch, failure), "rows were sent to the Smart-DB");
    } catch (RejectedExecutionException ended) {
      leave(failure);
    }
  }

  private void done(List<LiveRow> batch, @Nullable RuntimeException failure) {
    if (failure == null) {
      sent = null;
      committed += batch.size();
      pauseMillis = FIRST_PAUSE_MILLIS;
      counters.count("stored", batch.size());
      latencies.committed(batch, time.getCurrentProcessingTime());
      sendWhenDue();
      return;
    }
    if (!(failure instanceof TidemarkException away) || away.code() != ErrorCode.UNAVAILABLE) {
      throw failure;
    }
    counters.count("storeRetries");
    // Not by Flink's clock, which stands still while a job is stopped.
    var unused = sender.schedule(() -> attempt(batch), pauseMillis, TimeUnit.MILLISECONDS);
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
  }
}
