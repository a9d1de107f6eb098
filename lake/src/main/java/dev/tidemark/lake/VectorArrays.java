package dev.tidemark.lake;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Checks vectors against columns and lays constants out as arrays. */
final class VectorArrays {
  private VectorArrays() {}

  static void check(Column column, Vector vector, int rows) {
    boolean fits =
        switch (vector) {
          case Vector.Longs v ->
              column.kind() == ColumnKind.LONG
                  || column.kind() == ColumnKind.TIMESTAMP
                  || (column.kind() == ColumnKind.DECIMAL && !column.wide());
          case Vector.Ints v -> column.kind() == ColumnKind.INT || column.kind() == ColumnKind.DATE;
          case Vector.Doubles v -> column.kind() == ColumnKind.DOUBLE;
          case Vector.Booleans v -> column.kind() == ColumnKind.BOOLEAN;
          case Vector.Strings v -> column.kind() == ColumnKind.STRING;
          case Vector.Dictionary v -> column.kind() == ColumnKind.STRING;
          case Vector.Decimals v -> column.wide();
          case Vector.Constant v -> constantFits(column, v.value());
        };
    if (!fits) {
      throw mismatch(column, vector.getClass().getSimpleName());
    }
    if (vector.capacity() < rows) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "A vector is shorter than its batch",
              "every column needs a value for every row",
              "give longer arrays or fewer rows")
          .withDetail("column", column.name())
          .withDetail("rows", Integer.toString(rows))
          .withDetail("capacity", Integer.toString(vector.capacity()));
    }
  }

  private static boolean constantFits(Column column, @Nullable Object value) {
    if (value == null) {
      return column.nullable();
    }
    return switch (column.kind()) {
      case STRING -> value instanceof String;
      case LONG -> value instanceof Long;
      case INT -> value instanceof Integer;
      case DOUBLE -> value instanceof Double;
      case BOOLEAN -> value instanceof Boolean;
      case TIMESTAMP -> value instanceof Instant;
      case DATE -> value instanceof LocalDate;
      case DECIMAL -> value instanceof BigDecimal d && unscaledFits(column, d);
    };
  }

  private static boolean unscaledFits(Column column, BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() <= column.scale()
        && stripped.precision() - stripped.scale() <= column.precision() - column.scale();
  }

  static long[] longs(Column column, Vector vector, int rows) {
    if (vector instanceof Vector.Longs v) {
      return v.values();
    }
    if (vector instanceof Vector.Constant v && column.kind() != ColumnKind.STRING) {
      long[] out = new long[rows];
      Object value = v.value();
      if (value != null) {
        Arrays.fill(out, asLong(column, value));
      }
      return out;
    }
    throw mismatch(column, "long[]");
  }

  /** A LONG, TIMESTAMP or narrow DECIMAL constant as it is stored. */
  static long asLong(Column column, Object value) {
    return switch (value) {
      case Long n -> n;
      case Instant t -> ChronoUnit.MICROS.between(Instant.EPOCH, t);
      case BigDecimal d -> unscaled(column, d).longValueExact();
      default -> throw mismatch(column, "long[]");
    };
  }

  static BigInteger unscaled(Column column, BigDecimal value) {
    return value.setScale(column.scale(), RoundingMode.UNNECESSARY).unscaledValue();
  }

  static int[] ints(Column column, Vector vector, int rows) {
    if (vector instanceof Vector.Ints v) {
      return v.values();
    }
    if (vector instanceof Vector.Constant v
        && (column.kind() == ColumnKind.INT || column.kind() == ColumnKind.DATE)) {
      int[] out = new int[rows];
      Object value = v.value();
      if (value != null) {
        Arrays.fill(
            out, value instanceof LocalDate day ? Math.toIntExact(day.toEpochDay()) : (int) value);
      }
      return out;
    }
    throw mismatch(column, "int[]");
  }

  static double[] doubles(Column column, Vector vector, int rows) {
    double[] out;
    BitSet nulls;
    if (vector instanceof Vector.Doubles v) {
      if (v.nulls() == null || v.nulls().isEmpty()) {
        return v.values();
      }
      out = Arrays.copyOf(v.values(), rows);
      nulls = v.nulls();
    } else if (vector instanceof Vector.Constant v && column.kind() == ColumnKind.DOUBLE) {
      out = new double[rows];
      Object value = v.value();
      Arrays.fill(out, value == null ? Double.NaN : (double) value);
      return out;
    } else {
      throw mismatch(column, "double[]");
    }
    for (int i = nulls.nextSetBit(0); i >= 0 && i < rows; i = nulls.nextSetBit(i + 1)) {
      out[i] = Double.NaN;
    }
    return out;
  }

  static boolean[] booleans(Column column, Vector vector, int rows) {
    if (vector instanceof Vector.Booleans v) {
      return v.values();
    }
    if (vector instanceof Vector.Constant v && column.kind() == ColumnKind.BOOLEAN) {
      boolean[] out = new boolean[rows];
      Arrays.fill(out, Boolean.TRUE.equals(v.value()));
      return out;
    }
    throw mismatch(column, "boolean[]");
  }

  static Vector.Decimals decimals(Column column, Vector vector, int rows) {
    if (vector instanceof Vector.Decimals v) {
      return v;
    }
    if (column.kind() != ColumnKind.DECIMAL) {
      throw mismatch(column, "decimal");
    }
    long[] high = new long[rows];
    long[] low = new long[rows];
    if (vector instanceof Vector.Longs v) {
      System.arraycopy(v.values(), 0, low, 0, rows);
      for (int i = 0; i < rows; i++) {
        high[i] = low[i] >> 63;
      }
      return new Vector.Decimals(high, low, v.nulls());
    }
    if (vector instanceof Vector.Constant v && v.value() instanceof BigDecimal d) {
      BigInteger unscaled = unscaled(column, d);
      Arrays.fill(high, unscaled.shiftRight(64).longValue());
      Arrays.fill(low, unscaled.longValue());
      return new Vector.Decimals(high, low, null);
    }
    BitSet nulls = new BitSet(rows);
    nulls.set(0, rows);
    return new Vector.Decimals(high, low, nulls);
  }

  static TidemarkException mismatch(Column column, String given) {
    return TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "Values do not fit the column",
            "the column's kind and the values' kind differ, or a null was given to a column"
                + " without nulls",
            "use the vector or accessor named for the kind")
        .withDetail("column", column.name())
        .withDetail("kind", column.kind().name())
        .withDetail("given", given);
  }
}
