package dev.tidemark.core.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;

/** Reads what a {@link PackedWriter} wrote; anything else is a {@code CORRUPT}. */
final class PackedReader {
  private final byte[] bytes;
  private int at;

  PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int readByte() {
    if (at >= bytes.length) {
      throw damaged();
    }
    return bytes[at++];
  }

  long readUnsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  long readSigned() {
    long value = readUnsigned();
    return value >>> 1 ^ -(value & 1);
  }

  /** A number of things that take a byte each at least. */
  int readCount() {
    long count = readUnsigned();
    if (count < 0 || count > bytes.length - at) {
      throw damaged();
    }
    return (int) count;
  }

  void readBytes(byte[] into, int offset, int count) {
    if (count < 0 || count > bytes.length - at || offset < 0 || count > into.length - offset) {
      throw damaged();
    }
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
  }

  void expect(int value) {
    if (readByte() != value) {
      throw damaged();
    }
  }

  static TidemarkException damaged() {
    return TidemarkException.of(
        ErrorCode.CORRUPT,
        "State of a stream cannot be read",
        "it is damaged or of another version",
        "Rebuild it by replaying the records of the instrument of the last 48 hours");
  }
}
