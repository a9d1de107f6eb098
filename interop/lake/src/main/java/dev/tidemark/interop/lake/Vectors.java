package dev.tidemark.interop.lake;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns from objects: slow, and plain enough to be right. */
final class Vectors {
  private Vectors() {}

  static Vector of(Column column, List<? extends @Nullable Object> values) {
    int rows = values.size();
    BitSet nulls = new BitSet();
    for (int i = 0; i < rows; i++) {
      if (values.get(i) == null) {
        nulls.set(i);
      }
    }
    return switch (column.kind()) {
      case STRING -> new Vector.Strings(values.toArray(new @Nullable String[0]));
      case LONG, TIMESTAMP -> new Vector.Longs(longs(values), nulls);
      case INT, DATE -> {
        long[] wide = longs(values);
        int[] ints = new int[rows];
        for (int i = 0; i < rows; i++) {
          ints[i] = Math.toIntExact(wide[i]);
        }
        yield new Vector.Ints(ints, nulls);
      }
      case DOUBLE -> {
        double[] doubles = new double[rows];
        for (int i = 0; i < rows; i++) {
          doubles[i] = values.get(i) instanceof Double d ? d : Double.NaN;
        }
        yield new Vector.Doubles(doubles, nulls);
      }
      case BOOLEAN -> {
        boolean[] booleans = new boolean[rows];
        for (int i = 0; i < rows; i++) {
          booleans[i] = Boolean.TRUE.equals(values.get(i));
        }
        yield new Vector.Booleans(booleans, nulls);
      }
      case DECIMAL -> column.wide() ? wide(values, nulls) : new Vector.Longs(longs(values), nulls);
    };
  }

  private static long[] longs(List<? extends @Nullable Object> values) {
    long[] out = new long[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (values.get(i)) {
            case null -> 0;
            case Long n -> n;
            case Integer n -> n;
            case Instant t -> ChronoUnit.MICROS.between(Instant.EPOCH, t);
            case LocalDate d -> d.toEpochDay();
            case BigDecimal d -> d.unscaledValue().longValueExact();
            case Object other -> throw new IllegalArgumentException("not a number: " + other);
          };
    }
    return out;
  }

  private static Vector wide(List<? extends @Nullable Object> values, BitSet nulls) {
    long[] high = new long[values.size()];
    long[] low = new long[high.length];
    for (int i = 0; i < high.length; i++) {
      if (values.get(i) instanceof BigDecimal d) {
        BigInteger unscaled = d.unscaledValue();
        high[i] = unscaled.shiftRight(64).longValueExact();
        low[i] = unscaled.longValue();
      }
    }
    return new Vector.Decimals(high, low, nulls);
  }
}
