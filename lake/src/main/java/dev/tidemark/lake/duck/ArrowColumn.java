package dev.tidemark.lake.duck;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/** Copies a slice of one column into Arrow memory. */
final class ArrowColumn {
  private static final BigInteger TEN = BigInteger.TEN;

  private final BufferAllocator allocator;
  private final Column column;
  private final boolean coded;
  private final DictionaryEncoding encoding;
  private @Nullable Dictionary dictionary;

  ArrowColumn(BufferAllocator allocator, Column column, int id, boolean coded) {
    this.allocator = allocator;
    this.column = column;
    this.coded = coded;
    this.encoding = new DictionaryEncoding(id, false, ArrowTypes.INDEX);
  }

  Dictionary dictionary() {
    if (dictionary == null) {
      throw new IllegalStateException("not filled");
    }
    return dictionary;
  }

  FieldVector empty() {
    if (coded) {
      dictionary = dictionary(new String[0]);
    }
    return vector();
  }

  private FieldVector vector() {
    return ArrowTypes.field(column, coded ? encoding : null).createVector(allocator);
  }

  private Dictionary dictionary(String[] values) {
    VarCharVector out = new VarCharVector("values", allocator);
    out.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      out.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
    }
    out.setValueCount(values.length);
    return new Dictionary(out, encoding);
  }

  /** The rows {@code from .. from + rows} of the vector. */
  FieldVector fill(Vector values, int from, int rows) {
    FieldVector out = vector();
    if (coded) {
      codes((BaseFixedWidthVector) out, values, from, rows);
    } else if (out instanceof VarCharVector text) {
      strings(text, values, from, rows);
    } else {
      fixed((BaseFixedWidthVector) out, values, from, rows);
    }
    return out;
  }

  private void fixed(BaseFixedWidthVector out, Vector values, int from, int rows) {
    out.allocateNew(rows);
    ArrowBuf data = out.getDataBuffer();
    switch (values) {
      case Vector.Longs v -> {
        valid(out, v.nulls(), from, rows);
        if (column.kind() == ColumnKind.DECIMAL) {
          narrow(data, v.values(), from, rows);
        } else {
          longs(data, rows).put(v.values(), from, rows);
        }
      }
      case Vector.Ints v -> {
        valid(out, v.nulls(), from, rows);
        bytes(data, rows * 4L).asIntBuffer().put(v.values(), from, rows);
      }
      case Vector.Doubles v -> {
        valid(out, v.nulls(), from, rows);
        bytes(data, rows * 8L).asDoubleBuffer().put(v.values(), from, rows);
      }
      case Vector.Booleans v -> {
        valid(out, v.nulls(), from, rows);
        BitSet bits = new BitSet(rows);
        for (int i = 0; i < rows; i++) {
          if (v.values()[from + i]) {
            bits.set(i);
          }
        }
        bits(data, bits, rows);
      }
      case Vector.Decimals v -> {
        valid(out, v.nulls(), from, rows);
        LongBuffer buffer = longs(data, rows * 2L);
        for (int i = 0; i < rows; i++) {
          buffer.put(v.low()[from + i]).put(v.high()[from + i]);
        }
      }
      case Vector.Constant v -> constant(out, v.value(), rows);
      case Vector.Strings v -> throw mismatch();
      case Vector.Dictionary v -> throw mismatch();
    }
    out.setValueCount(rows);
  }

  private TidemarkException mismatch() {
    return TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "Values do not fit the column",
            "text was given for a column of another kind",
            "use the vector named for the kind")
        .withDetail("column", column.name());
  }

  private void narrow(ArrowBuf data, long[] values, int from, int rows) {
    long limit = TEN.pow(column.precision()).longValueExact();
    LongBuffer buffer = longs(data, rows * 2L);
    boolean fits = true;
    for (int i = 0; i < rows; i++) {
      long value = values[from + i];
      fits &= value < limit & value > -limit;
      buffer.put(value).put(value >> 63);
    }
    if (!fits) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "A decimal is too large for its column",
              "it has more digits than the column's precision",
              "check the value before writing")
          .withDetail("column", column.name())
          .withDetail("precision", column.precision());
    }
  }

  private void constant(BaseFixedWidthVector out, @Nullable Object value, int rows) {
    if (value == null) {
      BitSet all = new BitSet(rows);
      all.set(0, rows);
      valid(out, all, 0, rows);
      return;
    }
    valid(out, null, 0, rows);
    ArrowBuf data = out.getDataBuffer();
    switch (value) {
      case Long v -> repeat(data, v, rows);
      case Instant v -> repeat(data, ChronoUnit.MICROS.between(Instant.EPOCH, v), rows);
      case Double v -> repeat(data, Double.doubleToRawLongBits(v), rows);
      case Integer v -> repeat(data, (int) v, rows);
      case LocalDate v -> repeat(data, Math.toIntExact(v.toEpochDay()), rows);
      case Boolean v -> {
        BitSet bits = new BitSet(rows);
        bits.set(0, rows, v);
        bits(data, bits, rows);
      }
      case BigDecimal v -> {
        BigInteger unscaled = v.setScale(column.scale(), RoundingMode.UNNECESSARY).unscaledValue();
        LongBuffer buffer = longs(data, rows * 2L);
        for (int i = 0; i < rows; i++) {
          buffer.put(unscaled.longValue()).put(unscaled.shiftRight(64).longValue());
        }
      }
      default -> throw mismatch();
    }
  }

  private static void repeat(ArrowBuf data, long value, int rows) {
    LongBuffer buffer = longs(data, rows);
    for (int i = 0; i < rows; i++) {
      buffer.put(value);
    }
  }

  private static void repeat(ArrowBuf data, int value, int rows) {
    IntBuffer buffer = bytes(data, rows * 4L).asIntBuffer();
    for (int i = 0; i < rows; i++) {
      buffer.put(value);
    }
  }

  private void codes(BaseFixedWidthVector out, Vector values, int from, int rows) {
    out.allocateNew(rows);
    IntBuffer buffer = bytes(out.getDataBuffer(), rows * 4L).asIntBuffer();
    BitSet nulls = new BitSet(rows);
    switch (values) {
      case Vector.Constant v -> {
        dictionary =
            dictionary(v.value() == null ? new String[] {""} : new String[] {(String) v.value()});
        nulls.set(0, rows, v.value() == null);
        for (int i = 0; i < rows; i++) {
          buffer.put(0);
        }
      }
      case Vector.Dictionary v -> {
        dictionary = dictionary(v.values().length == 0 ? new String[] {""} : v.values());
        int[] codes = v.codes();
        for (int i = 0; i < rows; i++) {
          int code = codes[from + i];
          if (code < 0) {
            nulls.set(i);
            code = 0;
          }
          buffer.put(code);
        }
      }
      case Vector.Strings v -> {
        String[] slice = new String[rows];
        for (int i = 0; i < rows; i++) {
          String value = v.values()[from + i];
          if (value == null) {
            nulls.set(i);
            value = "";
          }
          slice[i] = value;
          buffer.put(i);
        }
        dictionary = dictionary(slice);
      }
      default -> throw mismatch();
    }
    valid(out, nulls.isEmpty() ? null : nulls, 0, rows);
    out.setValueCount(rows);
  }

  private void strings(VarCharVector out, Vector values, int from, int rows) {
    byte[] bytes = new byte[Math.max(64, rows * 16)];
    int[] offsets = new int[rows + 1];
    BitSet valid = new BitSet(rows);
    int at = 0;
    for (int i = 0; i < rows; i++) {
      String text = text(values, from + i);
      if (text != null) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > bytes.length - at) {
          bytes = Arrays.copyOf(bytes, Math.addExact(Math.max(bytes.length, encoded.length), at));
        }
        System.arraycopy(encoded, 0, bytes, at, encoded.length);
        at += encoded.length;
        valid.set(i);
      }
      offsets[i + 1] = at;
    }
    refuseNulls(valid.cardinality() < rows);
    out.allocateNew(at, rows);
    out.getDataBuffer().setBytes(0, bytes, 0, at);
    bytes(out.getOffsetBuffer(), (rows + 1) * 4L).asIntBuffer().put(offsets);
    bits(out.getValidityBuffer(), valid, rows);
    out.setLastSet(rows - 1);
    out.setValueCount(rows);
  }

  private @Nullable String text(Vector values, int row) {
    return switch (values) {
      case Vector.Strings v -> v.values()[row];
      case Vector.Dictionary v -> v.codes()[row] < 0 ? null : v.values()[v.codes()[row]];
      case Vector.Constant v -> (String) v.value();
      default -> throw mismatch();
    };
  }

  /** Sets the validity bits, from a set of null rows that starts at {@code from}. */
  private void valid(BaseFixedWidthVector out, @Nullable BitSet nulls, int from, int rows) {
    BitSet valid = new BitSet(rows);
    valid.set(0, rows);
    if (nulls != null) {
      BitSet slice = nulls.get(from, from + rows);
      refuseNulls(!slice.isEmpty());
      valid.andNot(slice);
    }
    bits(out.getValidityBuffer(), valid, rows);
  }

  private void refuseNulls(boolean any) {
    if (any && !column.nullable()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "A null in a column without nulls",
              "the table's definition does not allow it",
              "give every row a value, or make the column nullable")
          .withDetail("column", column.name());
    }
  }

  private static void bits(ArrowBuf buffer, BitSet bits, int rows) {
    byte[] packed = bits.toByteArray();
    int length = (rows + 7) / 8;
    buffer.setBytes(0, packed, 0, Math.min(packed.length, length));
    if (packed.length < length) {
      buffer.setZero(packed.length, (long) length - packed.length);
    }
  }

  private static LongBuffer longs(ArrowBuf data, long count) {
    return bytes(data, count * 8).asLongBuffer();
  }

  private static ByteBuffer bytes(ArrowBuf data, long length) {
    return data.nioBuffer(0, Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
