package dev.tidemark.transform.lake;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.Vector;
import dev.tidemark.transform.bars.Instants;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as maps, turned into batches. */
public final class RowBatches {
  private RowBatches() {}

  /** One batch; a value missing in a row is null. */
  public static ColumnBatch of(TableSchema schema, List<Map<String, @Nullable Object>> rows) {
    ColumnBatch.Builder out = ColumnBatch.of(schema, rows.size());
    for (Column column : schema.columns()) {
      out.with(column.name(), vector(column, rows));
    }
    return out.build();
  }

  private static Vector vector(Column column, List<Map<String, @Nullable Object>> rows) {
    int count = rows.size();
    BitSet nulls = new BitSet();
    long[] longs = new long[count];
    long[] high = new long[count];
    int[] ints = new int[count];
    double[] doubles = new double[count];
    boolean[] booleans = new boolean[count];
    @Nullable String[] texts = new @Nullable String[count];
    for (int i = 0; i < count; i++) {
      Object value = rows.get(i).get(column.name());
      if (value == null) {
        nulls.set(i);
        continue;
      }
      switch (column.kind()) {
        case STRING -> texts[i] = (String) value;
        case LONG -> longs[i] = ((Number) value).longValue();
        case INT -> ints[i] = ((Number) value).intValue();
        case DOUBLE -> doubles[i] = (double) value;
        case BOOLEAN -> booleans[i] = (boolean) value;
        case TIMESTAMP -> longs[i] = Instants.micros((Instant) value);
        case DATE -> ints[i] = (int) ((LocalDate) value).toEpochDay();
        case DECIMAL -> {
          BigInteger unscaled = ((BigDecimal) value).setScale(column.scale()).unscaledValue();
          longs[i] = unscaled.longValue();
          high[i] = unscaled.shiftRight(64).longValue();
        }
      }
    }
    BitSet none = nulls.isEmpty() ? null : nulls;
    return switch (column.kind()) {
      case STRING -> new Vector.Strings(texts);
      case LONG, TIMESTAMP -> new Vector.Longs(longs, none);
      case INT, DATE -> new Vector.Ints(ints, none);
      case DOUBLE -> new Vector.Doubles(doubles, none);
      case BOOLEAN -> new Vector.Booleans(booleans, none);
      case DECIMAL ->
          column.wide() ? new Vector.Decimals(high, longs, none) : new Vector.Longs(longs, none);
    };
  }
}
