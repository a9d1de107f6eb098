package dev.tidemark.ingest.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records by {@link MarketRecord#ORDER}, records that are equal in it as they were added.
 * What does not fit memory goes to temporary files, which are removed at the end.
 */
final class RecordSorter implements Closeable {
  private static final int IN_MEMORY = 400_000;

  private final int inMemory;
  private final List<Path> runs = new ArrayList<>();
  private final RecordNames names = new RecordNames();
  private List<MarketRecord> buffer = new ArrayList<>();
  private long count;
  private long firstKnown = Long.MAX_VALUE;
  private long lastKnown = Long.MIN_VALUE;

  RecordSorter() {
    this(IN_MEMORY);
  }

  /** {@code inMemory}: records held at a time. */
  RecordSorter(int inMemory) {
    this.inMemory = inMemory;
  }

  void add(MarketRecord record) {
    buffer.add(record);
    count++;
    firstKnown = Math.min(firstKnown, record.knownNanos());
    lastKnown = Math.max(lastKnown, record.knownNanos());
    if (buffer.size() == inMemory) {
      spill();
    }
  }

  private void spill() {
    buffer.sort(MarketRecord.ORDER);
    try {
      Path run = Files.createTempFile("tidemark-recording", ".run");
      runs.add(run);
      try (RecordRun.Writer writer = RecordRun.write(run, names)) {
        for (MarketRecord record : buffer) {
          writer.add(record);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
    buffer = new ArrayList<>(inMemory);
  }

  /** Ends adding. */
  Sorted sorted() throws IOException {
    buffer.sort(MarketRecord.ORDER);
    return new Sorted();
  }

  @Override
  public void close() {
    for (Path run : runs) {
      try {
        Files.deleteIfExists(run);
      } catch (IOException e) {
        throw failed(e);
      }
    }
    runs.clear();
  }

  private static TidemarkException failed(IOException e) {
    return TidemarkException.of(
        ErrorCode.IO_FAILURE,
        "The recording cannot be sorted",
        "a temporary file cannot be written or read: " + e.getMessage(),
        "make room in the temporary directory",
        e);
  }

  /** The head of a run; the rest of it follows. */
  private record Head(MarketRecord record, int run) {}

  /** The records in order. */
  final class Sorted implements Closeable {
    private final List<RecordRun.Reader> readers = new ArrayList<>();
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.comparing(Head::record, MarketRecord.ORDER).thenComparingInt(Head::run));
    private int inBuffer;

    Sorted() throws IOException {
      for (Path run : runs) {
        readers.add(RecordRun.read(run, names));
      }
      for (int run = 0; run <= runs.size(); run++) {
        advance(run);
      }
    }

    long count() {
      return count;
    }

    long firstKnown() {
      return firstKnown;
    }

    long lastKnown() {
      return lastKnown;
    }

    @Nullable MarketRecord next() {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      try {
        advance(head.run());
      } catch (IOException e) {
        throw failed(e);
      }
      return head.record();
    }

    /** The last run is what stayed in memory. */
    private void advance(int run) throws IOException {
      MarketRecord next;
      if (run < readers.size()) {
        next = readers.get(run).next();
      } else {
        next = inBuffer < buffer.size() ? buffer.get(inBuffer++) : null;
      }
      if (next != null) {
        heads.add(new Head(next, run));
      }
    }

    @Override
    public void close() {
      try {
        for (RecordRun.Reader reader : readers) {
          reader.close();
        }
      } catch (IOException e) {
        throw failed(e);
      } finally {
        RecordSorter.this.close();
      }
    }
  }
}
