package dev.tidemark.ingest.text;

import java.nio.charset.StandardCharsets;

/**
 * Some consecutive lines of a text, in one array. Lines exclude their line break. Kept alive by the
 * batch made from it, so that a rejected row can be quoted.
 */
public final class LineChunk {

  /** What a payload keeps of a record that is too long to be one. */
  public static final int QUOTED_BYTES = 4_096;

  final byte[] bytes;
  final int[] from;
  final int[] to;
  final boolean[] tooLong;
  int count;
  long firstLine;

  LineChunk(byte[] bytes, int capacity) {
    this.bytes = bytes;
    this.from = new int[capacity];
    this.to = new int[capacity];
    this.tooLong = new boolean[capacity];
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Number of lines. */
  public int count() {
    return count;
  }

  public int from(int line) {
    return from[line];
  }

  public int to(int line) {
    return to[line];
  }

  /** True when the line was longer than the reader's limit; its bytes are only the beginning. */
  public boolean tooLong(int line) {
    return tooLong[line];
  }

  /** Line number in the text, from 1. */
  public long number(int line) {
    return firstLine + line;
  }

  /** The line as text; what is not UTF-8 is replaced. */
  public String text(int line) {
    int length = Math.min(to[line] - from[line], QUOTED_BYTES);
    return new String(bytes, from[line], length, StandardCharsets.UTF_8);
  }
}
