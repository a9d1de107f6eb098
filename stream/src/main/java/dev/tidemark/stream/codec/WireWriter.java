package dev.tidemark.stream.codec;

import dev.tidemark.core.number.Int128;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one framed Avro record after another into the same memory. Not thread-safe. */
final class WireWriter {
  static final int FRAME = 5;

  private byte[] bytes = new byte[256];
  private int size;

  /** Begins a record: zero, then the id of its schema. */
  WireWriter begin(int schemaId) {
    size = 0;
    room(FRAME);
    bytes[size++] = 0;
    bytes[size++] = (byte) (schemaId >>> 24);
    bytes[size++] = (byte) (schemaId >>> 16);
    bytes[size++] = (byte) (schemaId >>> 8);
    bytes[size++] = (byte) schemaId;
    return this;
  }

  byte[] end() {
    return Arrays.copyOf(bytes, size);
  }

  WireWriter integer(long value) {
    room(10);
    long zigzag = (value << 1) ^ (value >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((zigzag & 0x7F) | 0x80);
      zigzag >>>= 7;
    }
    bytes[size++] = (byte) zigzag;
    return this;
  }

  WireWriter bool(boolean value) {
    room(1);
    bytes[size++] = (byte) (value ? 1 : 0);
    return this;
  }

  WireWriter real(double value) {
    room(8);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
    return this;
  }

  @SuppressWarnings("deprecation") // getBytes(int, ...) is exact for the ASCII texts checked before
  WireWriter text(String value) {
    int length = value.length();
    if (isAscii(value)) {
      integer(length);
      room(length);
      value.getBytes(0, length, bytes, size);
      size += length;
      return this;
    }
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** An unscaled decimal: as few bytes of two's complement as hold it, big-endian. */
  WireWriter decimal(long unscaled) {
    int magnitude = Long.SIZE - Long.numberOfLeadingZeros(unscaled < 0 ? ~unscaled : unscaled);
    int length = magnitude / Byte.SIZE + 1;
    integer(length);
    room(length);
    for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (unscaled >> shift);
    }
    return this;
  }

  /** As {@link #decimal(long)}, for what may need up to 16 bytes. */
  WireWriter decimal(Int128 unscaled) {
    if (unscaled.fitsLong()) {
      return decimal(unscaled.low());
    }
    return bytes(unscaled.toBigInteger().toByteArray());
  }

  WireWriter bytes(byte[] value) {
    integer(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}
