package dev.tidemark.lake.delta;

import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.utils.CloseableIterator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file as Delta Kernel writes it; it appears whole or not at all. */
record NioOutputFile(Path file, boolean durable) implements OutputFile {

  @Override
  public String path() {
    return file.toString();
  }

  @Override
  public PositionOutputStream create(boolean putIfAbsent) throws IOException {
    Files.createDirectories(AtomicFiles.directoryOf(file));
    Path temporary = AtomicFiles.temporary(file);
    return new Stream(
        new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16),
        temporary,
        !putIfAbsent);
  }

  @Override
  public void writeAtomically(CloseableIterator<String> lines, boolean overwrite)
      throws IOException {
    try (PositionOutputStream out = create(!overwrite);
        lines) {
      while (lines.hasNext()) {
        out.write(lines.next().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    }
  }

  private final class Stream extends PositionOutputStream {
    private final OutputStream out;
    private final Path temporary;
    private final boolean overwrite;
    private long position;
    private boolean closed;

    Stream(OutputStream out, Path temporary, boolean overwrite) {
      this.out = out;
      this.temporary = temporary;
      this.overwrite = overwrite;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        out.close();
        AtomicFiles.publish(temporary, file, overwrite, durable);
      }
    }
  }
}
