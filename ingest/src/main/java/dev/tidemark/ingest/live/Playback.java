package dev.tidemark.ingest.live;

import dev.tidemark.ingest.http.Waiting;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Tells a recording to a sink as if it happened again: in the order in which it became known, at a
 * speed, with heartbeats that follow the recorded time. After the last record the recorded time
 * goes on for {@link #TAIL}, so that the last bars close.
 */
public final class Playback {
  /** A bar of a minute closes at the latest so long after a record of it was known. */
  public static final Duration TAIL = Duration.ofSeconds(90);

  private static final long SECOND = 1_000_000_000L;
  private static final long SLICE = SECOND / 10;
  private static final long SPARSE_NANOS = 10 * SECOND;
  private static final long SPARSE_RECORDS = 500;

  /** Whom to tell, and how time passes. */
  public record Stage(
      LiveSink sink, LongConsumer heartbeat, LongSupplier ticker, Waiting waiting) {}

  /**
   * What was told.
   *
   * @param complete false when it was stopped
   * @param nanos time it took
   */
  public record Result(long trades, long quotes, boolean complete, long nanos) {
    public long records() {
      return trades + quotes;
    }

    /** Records per second. */
    public double rate() {
      return nanos == 0 ? 0 : records() / (nanos / (double) SECOND);
    }
  }

  private final Stage stage;
  private final Speed speed;
  private final LongConsumer progress;
  private volatile boolean stopped;
  private long trades;
  private long quotes;
  private long beat = Long.MIN_VALUE;
  private long beatAt;

  /**
   * @param progress told the number of records so far
   */
  public Playback(Stage stage, Speed speed, LongConsumer progress) {
    this.stage = stage;
    this.speed = speed;
    this.progress = progress;
  }

  /**
   * By how much to move a recording so that it ends, played at a speed from now on, in the present:
   * nothing of it is ever in the future. At {@code 1x} it begins now.
   */
  public static long toPresent(RecordingReader reader, Speed speed, long nowNanos) {
    long end = reader.lastKnown() + TAIL.toNanos();
    return nowNanos + speed.real(end - reader.firstKnown()) - end;
  }

  /** Ends {@link #run} soon; what was told is told. Any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Plays it; everything told is durable when this returns.
   *
   * @param shiftNanos added to all times; trades get ids of their own when it is not 0
   * @throws InterruptedException when a wait is interrupted
   */
  public Result run(RecordingReader reader, long shiftNanos) throws InterruptedException {
    long started = stage.ticker().getAsLong();
    long first = reader.firstKnown() + shiftNanos;
    long last = first;
    for (MarketRecord record = reader.next(); record != null && !stopped; record = reader.next()) {
      MarketRecord now = record.shifted(shiftNanos);
      last = now.knownNanos();
      if (!reach(last, first, started)) {
        break;
      }
      now.tell(stage.sink());
      count(now);
    }
    if (!stopped && trades + quotes > 0) {
      reach(last + TAIL.toNanos(), first, started);
    }
    stage.sink().flush();
    return new Result(trades, quotes, !stopped, stage.ticker().getAsLong() - started);
  }

  private void count(MarketRecord record) {
    if (record.trade() != null) {
      trades++;
    } else {
      quotes++;
    }
    progress.accept(trades + quotes);
  }

  /** Lets the recorded time pass until then; false when it was stopped meanwhile. */
  private boolean reach(long known, long first, long started) throws InterruptedException {
    if (!speed.isMax()) {
      long due = started + speed.real(known - first);
      long now = stage.ticker().getAsLong();
      while (now < due) {
        if (stopped) {
          return false;
        }
        beat(Math.min(known, first + speed.recorded(now - started)));
        stage.waiting().await(Duration.ofNanos(Math.min(SLICE, due - now)));
        now = stage.ticker().getAsLong();
      }
    }
    beat(known);
    return true;
  }

  /**
   * Everything known before this second has been told. As fast as it goes, heartbeats would
   * outnumber the records of a quiet market: then they come after so much time or so many records.
   */
  private void beat(long known) {
    long second = Math.floorDiv(known, SECOND) * SECOND;
    long told = trades + quotes;
    boolean due =
        !speed.isMax()
            || beat == Long.MIN_VALUE
            || second - beat >= SPARSE_NANOS
            || told - beatAt >= SPARSE_RECORDS;
    if (second > beat && due) {
      beat = second;
      beatAt = told;
      stage.heartbeat().accept(second);
    }
  }
}
