package dev.tidemark.server.live;

import dev.tidemark.stream.feed.FeedLog;
import dev.tidemark.stream.feed.FeedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topic in memory; its readers wait for records as Kafka's do. */
public final class MemoryFeedLog implements FeedLog {
  private static final int MOST_AT_ONCE = 50;

  private final List<List<FeedRecord>> partitions = new ArrayList<>();
  private final long[] oldest;

  public MemoryFeedLog(int count) {
    for (int p = 0; p < count; p++) {
      partitions.add(new ArrayList<>());
    }
    oldest = new long[count];
  }

  /** The value is the text; null for a heartbeat. */
  public synchronized long append(int partition, String key, @Nullable String value) {
    List<FeedRecord> to = partitions.get(partition);
    to.add(
        new FeedRecord(
            partition,
            to.size(),
            key.getBytes(StandardCharsets.UTF_8),
            value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    notifyAll();
    return to.size() - 1L;
  }

  @Override
  public synchronized Reader open() {
    return new MemoryReader();
  }

  private synchronized long[] ends() {
    return partitions.stream().mapToLong(List::size).toArray();
  }

  private synchronized List<FeedRecord> read(long[] at, Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    while (true) {
      List<FeedRecord> found = new ArrayList<>();
      for (int p = 0; p < at.length; p++) {
        List<FeedRecord> from = partitions.get(p);
        while (at[p] < from.size() && found.size() < MOST_AT_ONCE) {
          found.add(from.get((int) at[p]++));
        }
      }
      long left = until - System.nanoTime();
      if (!found.isEmpty() || left <= 0) {
        return found;
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return found;
      }
    }
  }

  private final class MemoryReader implements Reader {
    private long[] at = new long[0];

    @Override
    public long[] beginnings() {
      synchronized (MemoryFeedLog.this) {
        return oldest.clone();
      }
    }

    @Override
    public long[] ends() {
      return MemoryFeedLog.this.ends();
    }

    @Override
    public long[] since(long epochMillis) {
      return beginnings();
    }

    @Override
    public void seek(long[] offsets) {
      at = offsets.clone();
    }

    @Override
    public long[] positions() {
      return at.clone();
    }

    @Override
    public List<FeedRecord> poll(Duration wait) {
      return read(at, wait);
    }

    @Override
    public void close() {}
  }
}
