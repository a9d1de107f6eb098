package dev.tidemark.lake.duck;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.Vector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.BitSet;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/** Copies one Arrow vector into arrays. */
final class ArrowValues {
  private ArrowValues() {}

  static Vector read(Column column, FieldVector from, int rows) {
    if (from instanceof VarCharVector text) {
      return new TextDecoder(text, rows).decode();
    }
    BitSet nulls = nulls(from, rows);
    ArrowBuf data = from.getDataBuffer();
    return switch (column.kind()) {
      case LONG, TIMESTAMP -> {
        long[] out = new long[rows];
        bytes(data, rows * 8L).asLongBuffer().get(out);
        yield new Vector.Longs(out, nulls);
      }
      case INT, DATE -> {
        int[] out = new int[rows];
        bytes(data, rows * 4L).asIntBuffer().get(out);
        yield new Vector.Ints(out, nulls);
      }
      case DOUBLE -> {
        double[] out = new double[rows];
        bytes(data, rows * 8L).asDoubleBuffer().get(out);
        yield new Vector.Doubles(out, nulls);
      }
      case BOOLEAN -> {
        boolean[] out = new boolean[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = (data.getByte(i >> 3) >> (i & 7) & 1) != 0;
        }
        yield new Vector.Booleans(out, nulls);
      }
      case DECIMAL -> decimals(column, data, rows, nulls);
      case STRING -> throw new IllegalStateException("text in " + from.getClass());
    };
  }

  private static Vector decimals(Column column, ArrowBuf data, int rows, @Nullable BitSet nulls) {
    LongBuffer halves = bytes(data, rows * 16L).asLongBuffer();
    long[] low = new long[rows];
    long[] high = column.wide() ? new long[rows] : new long[0];
    for (int i = 0; i < rows; i++) {
      low[i] = halves.get(2 * i);
      if (column.wide()) {
        high[i] = halves.get(2 * i + 1);
      }
    }
    if (nulls != null) {
      nulls.stream().forEach(i -> low[i] = 0); // what lies under a null is not defined
    }
    return column.kind() == ColumnKind.DECIMAL && column.wide()
        ? new Vector.Decimals(high, low, nulls)
        : new Vector.Longs(low, nulls);
  }

  /** The null rows, or null when there are none. */
  static @Nullable BitSet nulls(FieldVector from, int rows) {
    if (from.getNullCount() == 0) {
      return null;
    }
    byte[] valid = new byte[(rows + 7) / 8];
    from.getValidityBuffer().getBytes(0, valid);
    BitSet nulls = BitSet.valueOf(valid);
    nulls.flip(0, rows);
    nulls.clear(rows, Math.max(rows, nulls.length()));
    return nulls.isEmpty() ? null : nulls;
  }

  private static ByteBuffer bytes(ArrowBuf data, long length) {
    return data.nioBuffer(0, Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
