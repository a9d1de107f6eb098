package dev.tidemark.lake;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table, column by column. Immutable by agreement: nobody changes the arrays after
 * the batch is made.
 */
public final class ColumnBatch {
  private final TableSchema schema;
  private final int rows;
  private final Map<String, Vector> vectors;

  private ColumnBatch(TableSchema schema, int rows, Map<String, Vector> vectors) {
    this.schema = schema;
    this.rows = rows;
    this.vectors = vectors;
  }

  public static Builder of(TableSchema schema, int rows) {
    return new Builder(schema, rows);
  }

  public TableSchema schema() {
    return schema;
  }

  public int rows() {
    return rows;
  }

  /** The column's vector; INVALID_ARGUMENT when the batch has no such column. */
  public Vector vector(String column) {
    Vector vector = vectors.get(column);
    if (vector == null) {
      schema.column(column);
      throw new IllegalStateException("column without a vector: " + column);
    }
    return vector;
  }

  /**
   * LONG, TIMESTAMP (microseconds) or narrow DECIMAL (unscaled) as an array; may be longer than
   * {@link #rows()}. A null row holds 0: ask {@link Vector#isNull}.
   */
  public long[] longs(String column) {
    return VectorArrays.longs(schema.column(column), vector(column), rows);
  }

  /** INT or DATE (epoch days) as an array; may be longer than {@link #rows()}. */
  public int[] ints(String column) {
    return VectorArrays.ints(schema.column(column), vector(column), rows);
  }

  /** DOUBLE as an array; may be longer than {@link #rows()}; NaN where the row is null. */
  public double[] doubles(String column) {
    return VectorArrays.doubles(schema.column(column), vector(column), rows);
  }

  /** BOOLEAN as an array; may be longer than {@link #rows()}; false where the row is null. */
  public boolean[] booleans(String column) {
    return VectorArrays.booleans(schema.column(column), vector(column), rows);
  }

  /** A wide DECIMAL as its two halves; also accepts a narrow one. */
  public Vector.Decimals decimals(String column) {
    return VectorArrays.decimals(schema.column(column), vector(column), rows);
  }

  public boolean isNull(String column, int row) {
    return vector(column).isNull(row);
  }

  /** One STRING value. */
  public @Nullable String string(String column, int row) {
    return switch (vector(column)) {
      case Vector.Strings v -> v.values()[row];
      case Vector.Dictionary v -> v.codes()[row] < 0 ? null : v.values()[v.codes()[row]];
      case Vector.Constant v -> (String) v.value();
      default -> throw VectorArrays.mismatch(schema.column(column), "text");
    };
  }

  /**
   * One value as an object: String, Long, Integer, Double, Boolean, Instant, LocalDate or
   * BigDecimal, by the column's kind. For tests, the command line and small results.
   */
  public @Nullable Object value(String column, int row) {
    Column c = schema.column(column);
    Vector vector = vector(column);
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof Vector.Constant constant) {
      return constant.value();
    }
    return switch (c.kind()) {
      case STRING -> string(column, row);
      case LONG -> longs(column)[row];
      case INT -> ints(column)[row];
      case DOUBLE -> doubles(column)[row];
      case BOOLEAN -> booleans(column)[row];
      case TIMESTAMP -> Instant.EPOCH.plus(longs(column)[row], ChronoUnit.MICROS);
      case DATE -> LocalDate.ofEpochDay(ints(column)[row]);
      case DECIMAL -> decimal(c, vector, row);
    };
  }

  /** All values of a row, by column name in schema order. */
  public Map<String, @Nullable Object> row(int row) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (Column column : schema.columns()) {
      out.put(column.name(), value(column.name(), row));
    }
    return out;
  }

  private static BigDecimal decimal(Column column, Vector vector, int row) {
    if (vector instanceof Vector.Decimals wide) {
      BigInteger high = BigInteger.valueOf(wide.high()[row]).shiftLeft(64);
      BigInteger low = BigInteger.valueOf(wide.low()[row]);
      return new BigDecimal(
          high.add(low.signum() < 0 ? low.add(BigInteger.ONE.shiftLeft(64)) : low), column.scale());
    }
    if (vector instanceof Vector.Longs narrow) {
      return BigDecimal.valueOf(narrow.values()[row], column.scale());
    }
    throw VectorArrays.mismatch(column, "decimal");
  }

  /** Collects the vectors of one batch; {@link #build} checks that all columns are there. */
  public static final class Builder {
    private final TableSchema schema;
    private final int rows;
    private final Map<String, Vector> vectors = new LinkedHashMap<>();

    private Builder(TableSchema schema, int rows) {
      this.schema = schema;
      this.rows = rows;
    }

    public Builder with(String column, Vector vector) {
      VectorArrays.check(schema.column(column), vector, rows);
      vectors.put(column, vector);
      return this;
    }

    /** The same value in every row. */
    public Builder constant(String column, @Nullable Object value) {
      return with(column, new Vector.Constant(value));
    }

    /** Finishes the batch; nullable columns without a vector become all null. */
    public ColumnBatch build() {
      for (Column column : schema.columns()) {
        if (!vectors.containsKey(column.name())) {
          if (!column.nullable()) {
            throw TidemarkException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A column is missing in the batch",
                    "the column cannot be null and was given no values",
                    "give the batch a vector for it")
                .withDetail("column", column.name());
          }
          vectors.put(column.name(), new Vector.Constant(null));
        }
      }
      return new ColumnBatch(schema, rows, Map.copyOf(vectors));
    }
  }
}
