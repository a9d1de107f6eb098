package dev.tidemark.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins batches end to end, and cuts them. */
public final class Batches {
  private Batches() {}

  /** One batch with the rows of all parts in order; the parts must have the schema's columns. */
  public static ColumnBatch concat(TableSchema schema, List<ColumnBatch> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int rows = Math.toIntExact(parts.stream().mapToLong(ColumnBatch::rows).sum());
    ColumnBatch.Builder out = ColumnBatch.of(schema, rows);
    for (Column column : schema.columns()) {
      out.with(column.name(), join(column, parts, rows));
    }
    return out.build();
  }

  /** The rows {@code from} to {@code to}, exclusive. */
  public static ColumnBatch slice(ColumnBatch batch, int from, int to) {
    ColumnBatch.Builder out = ColumnBatch.of(batch.schema(), to - from);
    for (Column column : batch.schema().columns()) {
      out.with(column.name(), slice(batch.vector(column.name()), from, to));
    }
    return out.build();
  }

  private static Vector slice(Vector vector, int from, int to) {
    return switch (vector) {
      case Vector.Longs v ->
          new Vector.Longs(Arrays.copyOfRange(v.values(), from, to), slice(v.nulls(), from, to));
      case Vector.Ints v ->
          new Vector.Ints(Arrays.copyOfRange(v.values(), from, to), slice(v.nulls(), from, to));
      case Vector.Doubles v ->
          new Vector.Doubles(Arrays.copyOfRange(v.values(), from, to), slice(v.nulls(), from, to));
      case Vector.Booleans v ->
          new Vector.Booleans(Arrays.copyOfRange(v.values(), from, to), slice(v.nulls(), from, to));
      case Vector.Strings v -> new Vector.Strings(Arrays.copyOfRange(v.values(), from, to));
      case Vector.Dictionary v ->
          new Vector.Dictionary(Arrays.copyOfRange(v.codes(), from, to), v.values());
      case Vector.Decimals v ->
          new Vector.Decimals(
              Arrays.copyOfRange(v.high(), from, to),
              Arrays.copyOfRange(v.low(), from, to),
              slice(v.nulls(), from, to));
      case Vector.Constant v -> v;
    };
  }

  private static @Nullable BitSet slice(@Nullable BitSet nulls, int from, int to) {
    return nulls == null ? null : nulls.get(from, to);
  }

  private static Vector join(Column column, List<ColumnBatch> parts, int rows) {
    String name = column.name();
    return switch (column.kind()) {
      case STRING -> strings(name, parts, rows);
      case LONG, TIMESTAMP -> longs(name, parts, rows);
      case INT, DATE -> {
        int[] out = new int[rows];
        int at = 0;
        for (ColumnBatch part : parts) {
          System.arraycopy(part.ints(name), 0, out, at, part.rows());
          at += part.rows();
        }
        yield new Vector.Ints(out, nulls(name, parts));
      }
      case DOUBLE -> {
        double[] out = new double[rows];
        int at = 0;
        for (ColumnBatch part : parts) {
          System.arraycopy(part.doubles(name), 0, out, at, part.rows());
          at += part.rows();
        }
        yield new Vector.Doubles(out, nulls(name, parts));
      }
      case BOOLEAN -> {
        boolean[] out = new boolean[rows];
        int at = 0;
        for (ColumnBatch part : parts) {
          System.arraycopy(part.booleans(name), 0, out, at, part.rows());
          at += part.rows();
        }
        yield new Vector.Booleans(out, nulls(name, parts));
      }
      case DECIMAL -> column.wide() ? decimals(name, parts, rows) : longs(name, parts, rows);
    };
  }

  private static Vector longs(String name, List<ColumnBatch> parts, int rows) {
    long[] out = new long[rows];
    int at = 0;
    for (ColumnBatch part : parts) {
      System.arraycopy(part.longs(name), 0, out, at, part.rows());
      at += part.rows();
    }
    return new Vector.Longs(out, nulls(name, parts));
  }

  private static Vector decimals(String name, List<ColumnBatch> parts, int rows) {
    long[] high = new long[rows];
    long[] low = new long[rows];
    int at = 0;
    for (ColumnBatch part : parts) {
      Vector.Decimals values = part.decimals(name);
      System.arraycopy(values.high(), 0, high, at, part.rows());
      System.arraycopy(values.low(), 0, low, at, part.rows());
      at += part.rows();
    }
    return new Vector.Decimals(high, low, nulls(name, parts));
  }

  private static Vector strings(String name, List<ColumnBatch> parts, int rows) {
    boolean coded =
        !parts.isEmpty() && parts.stream().noneMatch(p -> p.vector(name) instanceof Vector.Strings);
    if (!coded) {
      @Nullable String[] out = new @Nullable String[rows];
      int at = 0;
      for (ColumnBatch part : parts) {
        for (int i = 0; i < part.rows(); i++) {
          out[at++] = part.string(name, i);
        }
      }
      return new Vector.Strings(out);
    }
    int[] codes = new int[rows];
    List<String> values = new ArrayList<>();
    Map<String, Integer> known = new HashMap<>();
    int at = 0;
    for (ColumnBatch part : parts) {
      if (part.vector(name) instanceof Vector.Dictionary d) {
        int[] recoded = new int[d.values().length];
        for (int v = 0; v < recoded.length; v++) {
          recoded[v] = code(d.values()[v], known, values);
        }
        for (int i = 0; i < part.rows(); i++) {
          codes[at++] = d.codes()[i] < 0 ? -1 : recoded[d.codes()[i]];
        }
      } else if (part.vector(name) instanceof Vector.Constant c) {
        int code = c.value() == null ? -1 : code((String) c.value(), known, values);
        Arrays.fill(codes, at, at + part.rows(), code);
        at += part.rows();
      }
    }
    return new Vector.Dictionary(codes, values.toArray(String[]::new));
  }

  private static int code(String value, Map<String, Integer> known, List<String> values) {
    Integer code = known.putIfAbsent(value, values.size());
    if (code == null) {
      values.add(value);
      return values.size() - 1;
    }
    return code;
  }

  private static @Nullable BitSet nulls(String name, List<ColumnBatch> parts) {
    BitSet out = new BitSet();
    int at = 0;
    for (ColumnBatch part : parts) {
      Vector vector = part.vector(name);
      for (int i = 0; i < part.rows(); i++) {
        if (vector.isNull(i)) {
          out.set(at + i);
        }
      }
      at += part.rows();
    }
    return out.isEmpty() ? null : out;
  }
}
