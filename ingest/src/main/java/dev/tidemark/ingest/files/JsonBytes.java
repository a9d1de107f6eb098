package dev.tidemark.ingest.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON being written, as bytes. */
final class JsonBytes {

  private static final String HEX = "0123456789abcdef";

  private byte[] bytes;
  private int count;

  JsonBytes(int capacity) {
    this.bytes = new byte[Math.max(64, capacity)];
  }

  void raw(byte[] ascii) {
    reserve(ascii.length);
    System.arraycopy(ascii, 0, bytes, count, ascii.length);
    count += ascii.length;
  }

  /** Punctuation, a literal or a number: ASCII only. */
  void raw(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[count++] = (byte) ascii.charAt(i);
    }
  }

  void number(long value) {
    raw(Long.toString(value));
  }

  /** A text with its quotes; no line break stays one. */
  void text(String value) {
    raw("\"");
    int plain = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        piece(value, plain, i);
        plain = i + 1;
        escape(c);
      }
    }
    piece(value, plain, value.length());
    raw("\"");
  }

  private void piece(String value, int from, int to) {
    if (to > from) {
      raw(value.substring(from, to).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void escape(char c) {
    if (c >= ' ') {
      raw("\\" + c);
    } else {
      raw("\\u00" + HEX.charAt(c >> 4) + HEX.charAt(c & 15));
    }
  }

  private void reserve(int more) {
    if (more > bytes.length - count) {
      bytes = Arrays.copyOf(bytes, Math.addExact(Math.max(bytes.length, more), bytes.length));
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, count);
  }
}
