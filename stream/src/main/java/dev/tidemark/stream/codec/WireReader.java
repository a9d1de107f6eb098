package dev.tidemark.stream.codec;

import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.stream.deadletter.LetterReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro from bytes and never past them: a length that the record cannot hold is refused before
 * memory is asked for. Not thread-safe.
 */
final class WireReader extends Decoder {
  private static final byte[] NOTHING = {};

  private final Texts texts;
  private byte[] bytes = NOTHING;
  private int at;
  private int end;

  private WireReader(Texts texts) {
    this.texts = texts;
  }

  /** For many records, one after the other. */
  static WireReader ofMany() {
    return new WireReader(Texts.remembering());
  }

  /** Cheap to make. */
  static WireReader ofOne() {
    return new WireReader(Texts.ofOneRecord());
  }

  void over(byte[] value, int from) {
    bytes = value;
    at = from;
    end = value.length;
  }

  /** Called when the last field was read. */
  void finish() throws RefusedRecordException {
    if (at != end) {
      throw bad((end - at) + " bytes follow the record");
    }
    bytes = NOTHING;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    int value = next();
    if (value > 1) {
      throw bad("a boolean is " + value);
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw bad("an int is " + value);
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int part = next();
      value |= (part & 0x7FL) << shift;
      if (part < 0x80) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw bad("an integer has more than 10 bytes");
  }

  @Override
  public float readFloat() throws IOException {
    int from = take(4);
    return Float.intBitsToFloat((int) littleEndian(from, 4));
  }

  @Override
  public double readDouble() throws IOException {
    int from = take(8);
    return Double.longBitsToDouble(littleEndian(from, 8));
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    return texts.of(bytes, take(length), length);
  }

  @Override
  public void skipString() throws IOException {
    skipBytes();
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    int length = length();
    return ByteBuffer.wrap(bytes, take(length), length).slice();
  }

  @Override
  public void skipBytes() throws IOException {
    take(length());
  }

  /** Bytes of two's complement, big-endian, that fit a {@code long}. */
  long readDecimal() throws IOException {
    int length = length();
    return decimal(bytes, take(length), length);
  }

  Int128 readDecimal128() throws IOException {
    int length = length();
    int from = take(length);
    if (length == 0 || length > 16) {
      throw bad("a decimal of " + length + " bytes");
    }
    long low = bytes[from];
    long high = low >> 63;
    for (int i = 1; i < length; i++) {
      high = (high << 8) | (low >>> 56);
      low = (low << 8) | (bytes[from + i] & 0xFF);
    }
    return new Int128(high, low);
  }

  static long decimal(byte[] bytes, int from, int length) throws RefusedRecordException {
    if (length == 0) {
      throw bad("a decimal has no bytes");
    }
    long value = bytes[from];
    for (int i = 1; i < length; i++) {
      if (value != (value << 8) >> 8) {
        throw new RefusedRecordException(
            LetterReason.OUT_OF_RANGE, "a decimal of " + length + " bytes");
      }
      value = (value << 8) | (bytes[from + i] & 0xFF);
    }
    if (Decimals.isFailure(value)) {
      throw new RefusedRecordException(LetterReason.OUT_OF_RANGE, "a decimal is " + value);
    }
    return value;
  }

  @Override
  public void readFixed(byte[] into, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), into, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockOf();
  }

  @Override
  public long arrayNext() throws IOException {
    return blockOf();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockOf();
  }

  @Override
  public long mapNext() throws IOException {
    return blockOf();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  /** Items may be of no bytes, so their number is bounded by the record's length too. */
  private long blockOf() throws IOException {
    long items = readLong();
    if (items < 0) {
      items = items == Long.MIN_VALUE ? Long.MAX_VALUE : -items;
      long unused = readLong();
    }
    if (items > bytes.length) {
      throw bad("a list of " + items + " items in " + bytes.length + " bytes");
    }
    return items;
  }

  private long skipBlocks() throws IOException {
    long items = readLong();
    while (items < 0) {
      skipBytes();
      items = readLong();
    }
    if (items > bytes.length) {
      throw bad("a list of " + items + " items in " + bytes.length + " bytes");
    }
    return items;
  }

  private long littleEndian(int from, int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[from + i] & 0xFF);
    }
    return value;
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0 || length > end - at) {
      throw bad("a length is " + length + " where " + (end - at) + " bytes are left");
    }
    return (int) length;
  }

  private int next() throws RefusedRecordException {
    if (at == end) {
      throw bad("the record ends too early");
    }
    return bytes[at++] & 0xFF;
  }

  private int take(int length) throws RefusedRecordException {
    if (length < 0 || length > end - at) {
      throw bad("the record ends too early");
    }
    int from = at;
    at += length;
    return from;
  }

  static RefusedRecordException bad(String detail) {
    return new RefusedRecordException(LetterReason.BAD_AVRO, detail);
  }
}
