package dev.tidemark.smartdb.write;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Rows in PostgreSQL's binary COPY format. Decimals are encoded from scaled integers, without an
 * object per value.
 */
final class CopyBuffer {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** Nanoseconds from 1970-01-01 to 2000-01-01, where PostgreSQL's times begin. */
  private static final long EPOCH_MICROS = 946_684_800_000_000L;

  private static final long EPOCH_DAY = 10_957;
  private static final int BASE = 10_000;
  private static final int POSITIVE = 0;
  private static final int NEGATIVE = 0x4000;

  /** 38 decimal digits and one group cut on each side. */
  private static final int MOST_GROUPS = 12;

  private final int[] groups = new int[MOST_GROUPS];
  private byte[] bytes;
  private int size;

  CopyBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  CopyBuffer begin() {
    size = 0;
    room(SIGNATURE.length);
    System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
    size = SIGNATURE.length;
    return this;
  }

  void end() {
    room(Short.BYTES);
    putShort(-1);
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  CopyBuffer row(int columns) {
    room(Short.BYTES);
    putShort(columns);
    return this;
  }

  CopyBuffer none() {
    room(Integer.BYTES);
    putInt(-1);
    return this;
  }

  CopyBuffer bool(boolean value) {
    room(Integer.BYTES + 1);
    putInt(1);
    bytes[size++] = (byte) (value ? 1 : 0);
    return this;
  }

  CopyBuffer int2(int value) {
    room(Integer.BYTES + Short.BYTES);
    putInt(Short.BYTES);
    putShort(value);
    return this;
  }

  CopyBuffer int4(int value) {
    room(2 * Integer.BYTES);
    putInt(Integer.BYTES);
    putInt(value);
    return this;
  }

  CopyBuffer int8(long value) {
    room(Integer.BYTES + Long.BYTES);
    putInt(Long.BYTES);
    putLong(value);
    return this;
  }

  /** A time with time zone. */
  CopyBuffer time(long microsSince1970) {
    return int8(microsSince1970 - EPOCH_MICROS);
  }

  CopyBuffer date(LocalDate value) {
    return int4(Math.toIntExact(value.toEpochDay() - EPOCH_DAY));
  }

  CopyBuffer text(String value) {
    int length = value.length();
    room(Integer.BYTES + length);
    int start = size + Integer.BYTES;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        return utf8(value);
      }
      bytes[start + i] = (byte) c;
    }
    putInt(length);
    size = start + length;
    return this;
  }

  private CopyBuffer utf8(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + encoded.length);
    putInt(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
    return this;
  }

  /** A decimal of scale 8 or 16, both of which are whole groups of four digits. */
  CopyBuffer decimal(long unscaled, int scale) {
    int count = 0;
    if (unscaled == Long.MIN_VALUE) {
      return decimal(-1, unscaled, scale);
    }
    long rest = Math.abs(unscaled);
    while (rest != 0) {
      long next = rest / BASE;
      groups[count++] = (int) (rest - next * BASE);
      rest = next;
    }
    return put(count, unscaled < 0 ? NEGATIVE : POSITIVE, scale);
  }

  /** As {@link #decimal(long, int)}, of a 128-bit number. */
  CopyBuffer decimal(long high, long low, int scale) {
    if (high == low >> 63 && low != Long.MIN_VALUE) {
      return decimal(low, scale);
    }
    boolean negative = high < 0;
    long upper = negative ? ~high + (low == 0 ? 1 : 0) : high;
    long lower = negative ? -low : low;
    // Four words of 32 bits, divided by 10,000 again and again.
    long w3 = upper >>> 32;
    long w2 = upper & 0xffff_ffffL;
    long w1 = lower >>> 32;
    long w0 = lower & 0xffff_ffffL;
    int count = 0;
    while ((w3 | w2 | w1 | w0) != 0) {
      long part = w3;
      w3 = part / BASE;
      part = (part % BASE << 32) | w2;
      w2 = part / BASE;
      part = (part % BASE << 32) | w1;
      w1 = part / BASE;
      part = (part % BASE << 32) | w0;
      w0 = part / BASE;
      groups[count++] = (int) (part % BASE);
    }
    return put(count, negative ? NEGATIVE : POSITIVE, scale);
  }

  /** Groups stand from the least significant on; zeros at both ends are left out. */
  private CopyBuffer put(int count, int sign, int scale) {
    int lowest = 0;
    while (lowest < count && groups[lowest] == 0) {
      lowest++;
    }
    int digits = count - lowest;
    room(Integer.BYTES + (4 + digits) * Short.BYTES);
    putInt((4 + digits) * Short.BYTES);
    putShort(digits);
    putShort(digits == 0 ? 0 : count - 1 - scale / 4);
    putShort(sign);
    putShort(scale);
    for (int i = count - 1; i >= lowest; i--) {
      putShort(groups[i]);
    }
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private void putShort(int value) {
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
  }

  private void putInt(int value) {
    bytes[size++] = (byte) (value >> 24);
    bytes[size++] = (byte) (value >> 16);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
  }

  private void putLong(long value) {
    putInt((int) (value >> 32));
    putInt((int) value);
  }
}
