package dev.tidemark.ingest.provider;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of batches made elsewhere: for tests, benchmarks, and callers that hold rows already.
 *
 * @param name logical name
 * @param batches in order; each reading gives them again, so nobody may change their arrays
 * @param sequential see {@link Source#sequential}
 */
public record MemorySource(String name, List<RawBatch> batches, boolean sequential)
    implements Source {

  public MemorySource {
    batches = List.copyOf(batches);
  }

  @Override
  public List<Series> series() {
    return batches.stream().map(RawBatch::series).distinct().toList();
  }

  @Override
  public long estimatedRows() {
    return batches.stream().mapToLong(RawBatch::rows).sum();
  }

  @Override
  public long bytes() {
    return -1;
  }

  @Override
  public RawReader open() {
    Iterator<RawBatch> rest = batches.iterator();
    return new RawReader() {
      @Override
      public @Nullable RawBatch next() {
        return rest.hasNext() ? rest.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}
