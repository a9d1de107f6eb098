package dev.tidemark.stream.feed;

import java.time.Duration;
import java.util.List;

/** The records of one topic, to be read from any place of it. Thread-safe. */
public interface FeedLog {
  /**
   * A new reader; it stands nowhere until {@link Reader#seek}.
   *
   * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE if the log does not answer
   */
  Reader open();

  /** Reads all partitions. Offsets are by partition. For one thread. */
  interface Reader extends AutoCloseable {
    /** The oldest offset there is; the end where there is none. */
    long[] beginnings();

    /** The offset of the next record that will be told. */
    long[] ends();

    /** The first offset told at this time or later, milliseconds UTC; the end if there is none. */
    long[] since(long epochMillis);

    void seek(long[] offsets);

    /** Where it stands. */
    long[] positions();

    /**
     * What comes next, in the order of each partition; empty when nothing came within the time.
     *
     * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE if the log does not answer
     */
    List<FeedRecord> poll(Duration wait);

    @Override
    void close();
  }
}
