package dev.tidemark.ingest.replay;

import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.Source;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one dead letter, at their position in the original source. */
record LetterSource(DeadLetter letter, List<RawBatch> batches) implements Source {

  @Override
  public String name() {
    return letter.sourceFile();
  }

  @Override
  public List<Series> series() {
    return batches.stream().map(RawBatch::series).distinct().toList();
  }

  /** Out of order, and so compared by position with what is stored. */
  @Override
  public boolean sequential() {
    return false;
  }

  @Override
  public long estimatedRows() {
    return batches.stream().mapToLong(RawBatch::rows).sum();
  }

  @Override
  public long bytes() {
    return letter.payload().length();
  }

  @Override
  public String decoderName() {
    return letter.decoder();
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
