package dev.tidemark.ingest.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a byte stream into lines at LF or CRLF, in chunks. Memory is bounded whatever the input:
 * of a line longer than {@link #LONGEST_LINE} only the beginning is kept and the rest is skipped. A
 * byte-order mark at the start is dropped. Empty lines are lines.
 */
public final class LineReader implements Closeable {

  /** No market record comes near it. */
  public static final int LONGEST_LINE = 256 * 1024;

  private static final int CHUNK = 512 * 1024;
  private static final int MAX_LINES = 16 * 1024;

  private final InputStream in;
  private byte[] bytes = new byte[0];
  private int position;
  private int filled;
  private boolean end;
  private long nextLine;
  private boolean first = true;

  public LineReader(InputStream in) {
    this(in, 1);
  }

  /** Numbers the first line {@code firstLine}: for a piece of a text. */
  public LineReader(InputStream in, long firstLine) {
    this.in = in;
    this.nextLine = firstLine;
  }

  /** The next lines (at least one), or null at the end. */
  public @Nullable LineChunk next() throws IOException {
    while (true) {
      LineChunk chunk = scan();
      if (chunk.count > 0) {
        nextLine += chunk.count;
        return chunk;
      }
      if (end) {
        return null;
      }
      if (filled - position > LONGEST_LINE) {
        LineChunk one = skipLongLine();
        nextLine += one.count;
        return one;
      }
      refill();
    }
  }

  /** Complete lines of the bytes at hand; at the end of the input also the last, unended one. */
  private LineChunk scan() {
    LineChunk chunk = new LineChunk(bytes, MAX_LINES);
    chunk.firstLine = nextLine;
    int at = position;
    while (chunk.count < MAX_LINES && at < filled) {
      int lf = indexOfBreak(bytes, at, filled);
      if (lf < 0) {
        if (end) {
          add(chunk, at, filled);
          at = filled;
        }
        break;
      }
      add(chunk, at, lf);
      at = lf + 1;
    }
    position = at;
    return chunk;
  }

  private void refill() throws IOException {
    int left = filled - position;
    byte[] larger = new byte[left + CHUNK];
    System.arraycopy(bytes, position, larger, 0, left);
    int got = in.readNBytes(larger, left, CHUNK);
    end = got < CHUNK;
    bytes = larger;
    filled = left + got;
    position = first && hasByteOrderMark() ? 3 : 0;
    first = false;
  }

  private LineChunk skipLongLine() throws IOException {
    byte[] head = new byte[LineChunk.QUOTED_BYTES];
    System.arraycopy(bytes, position, head, 0, head.length);
    LineChunk chunk = new LineChunk(head, 1);
    chunk.firstLine = nextLine;
    put(chunk, 0, head.length, true);
    // A new array: lines of the old one may still be in use.
    bytes = new byte[CHUNK];
    while (true) {
      filled = in.readNBytes(bytes, 0, bytes.length);
      end = filled < bytes.length;
      int lf = indexOfBreak(bytes, 0, filled);
      if (lf >= 0 || end) {
        position = lf < 0 ? filled : lf + 1;
        return chunk;
      }
    }
  }

  private boolean hasByteOrderMark() {
    return filled >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private static void add(LineChunk chunk, int from, int breakAt) {
    int to = breakAt;
    if (to > from && chunk.bytes[to - 1] == '\r') {
      to--;
    }
    boolean tooLong = to - from > LONGEST_LINE;
    put(chunk, from, tooLong ? from + LineChunk.QUOTED_BYTES : to, tooLong);
  }

  private static void put(LineChunk chunk, int from, int to, boolean tooLong) {
    chunk.from[chunk.count] = from;
    chunk.to[chunk.count] = to;
    chunk.tooLong[chunk.count] = tooLong;
    chunk.count++;
  }

  private static int indexOfBreak(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
