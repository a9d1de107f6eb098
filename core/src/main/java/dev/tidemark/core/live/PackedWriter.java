package dev.tidemark.core.live;

import java.util.Arrays;

/** Bytes of a page: numbers take as many as they need, seven bits each. */
final class PackedWriter {
  private byte[] bytes = new byte[256];
  private int length;

  void writeByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  /** A number that is small when it is not negative. */
  void writeUnsigned(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A number that is small on either side of zero. */
  void writeSigned(long value) {
    writeUnsigned(value << 1 ^ value >> 63);
  }

  void writeBytes(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
