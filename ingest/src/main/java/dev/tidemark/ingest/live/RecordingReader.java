package dev.tidemark.ingest.live;

import dev.tidemark.ingest.live.Recording.Omissions;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Records of a recording by {@link MarketRecord#ORDER}. One thread. */
public final class RecordingReader implements Closeable {
  private final RecordSorter.Sorted sorted;
  private final Omissions omissions;

  RecordingReader(RecordSorter.Sorted sorted, Omissions omissions) {
    this.sorted = sorted;
    this.omissions = omissions;
  }

  /** The next record, null at the end. */
  public @Nullable MarketRecord next() {
    return sorted.next();
  }

  /** How many records there are. */
  public long records() {
    return sorted.count();
  }

  /** Known time of the first record; meaningless when there is none. */
  public long firstKnown() {
    return sorted.firstKnown();
  }

  /** Known time of the last record; meaningless when there is none. */
  public long lastKnown() {
    return sorted.lastKnown();
  }

  /** Records that could not be read or that no market can have told. */
  public long refused() {
    return omissions.refused;
  }

  /** What is no trade and no quote: bars, order books, subscriptions. */
  public long ignored() {
    return omissions.ignored;
  }

  @Override
  public void close() {
    sorted.close();
  }
}
