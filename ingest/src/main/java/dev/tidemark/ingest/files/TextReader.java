package dev.tidemark.ingest.files;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.text.LineChunk;
import dev.tidemark.ingest.text.LineReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads one text file through its decoder. */
final class TextReader implements RawReader {

  private final Container container;
  private final LineReader lines;
  private final RecordDecoder decoder;
  private final Deque<RawBatch> ready = new ArrayDeque<>();

  TextReader(Container container, RecordDecoder decoder) throws IOException {
    this.container = container;
    this.decoder = decoder;
    this.lines = new LineReader(container.open());
  }

  @Override
  public @Nullable RawBatch next() {
    try {
      while (ready.isEmpty()) {
        if (!more()) {
          return null;
        }
      }
      return ready.removeFirst();
    } catch (RefusedException refused) {
      // Examining the file would have found it: the file changed since.
      throw changed(refused);
    } catch (IOException failed) {
      throw Container.unreadable(container.file(), failed);
    }
  }

  /** Decodes the next lines; false at the end. */
  boolean more() throws IOException, RefusedException {
    LineChunk chunk = lines.next();
    if (chunk == null) {
      return false;
    }
    BatchCollector out = new BatchCollector(chunk);
    for (int line = 0; line < chunk.count(); line++) {
      decoder.decode(chunk, line, out);
    }
    ready.addAll(out.batches());
    return true;
  }

  /** Batches decoded and not yet taken. */
  Deque<RawBatch> ready() {
    return ready;
  }

  @Override
  public long ignored() {
    return decoder.ignored();
  }

  private TidemarkException changed(RefusedException refused) {
    return TidemarkException.of(
            ErrorCode.CONFLICT,
            "File changed while it was read",
            refused.refusal().why(),
            "Run again when nobody writes it",
            refused)
        .withDetail("file", container.name());
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException failed) {
      throw Container.unreadable(container.file(), failed);
    }
  }
}
