package dev.tidemark.ingest.files;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.store.ParquetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file as JSON lines, one object per row in the order of the file. Everything that holds
 * for text files then holds for it: positions, hashes of what was consumed, dead letters that can
 * be read again without the file.
 *
 * <p>Doubles are written in their shortest digits that read back as the same double; NaN and the
 * infinities as texts, nulls as nulls, times as ISO texts.
 */
final class ParquetText extends InputStream {

  /** Beyond it not every double is a whole number that a long writes the same. */
  private static final double WHOLE = 1L << 53;

  private final Scan scan;
  private final List<Column> columns;
  private final byte[][] keys;
  private byte[] bytes = new byte[0];
  private int at;

  private ParquetText(Scan scan) {
    this.scan = scan;
    this.columns = scan.schema().columns().stream().filter(c -> nameable(c.name())).toList();
    this.keys = new byte[columns.size()][];
    for (int i = 0; i < keys.length; i++) {
      String key = (i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":";
      keys[i] = key.getBytes(StandardCharsets.UTF_8);
    }
  }

  static ParquetText open(Path file) throws IOException {
    if (Files.size(file) == 0) {
      throw new DamagedParquetException("it has no bytes", null);
    }
    if (!Files.isReadable(file)) {
      throw new IOException("no permission to read it");
    }
    try {
      return new ParquetText(ParquetFiles.open(file));
    } catch (TidemarkException failed) {
      throw damagedOr(failed);
    }
  }

  /** The beginning, as if it were a CSV file: the names of the columns. */
  static Head head(Path file) throws IOException {
    try (ParquetText text = open(file)) {
      long rows = ParquetFiles.rows(file);
      long perRow = Files.size(file) / Math.max(1, rows);
      String names = String.join(",", text.columns.stream().map(c -> quoted(c.name())).toList());
      return new Head(List.of(names), false, true, (int) Math.clamp(perRow, 1, 1 << 20));
    } catch (TidemarkException failed) {
      throw damagedOr(failed);
    }
  }

  private static String quoted(String name) {
    return name.contains(",") ? '"' + name + '"' : name;
  }

  /** A name that needs escapes in JSON is no mapping's; the column is left out. */
  private static boolean nameable(String name) {
    return name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
  }

  private static IOException damagedOr(TidemarkException failed) {
    if (failed.code() == ErrorCode.CORRUPT) {
      return new DamagedParquetException(failed.why(), failed);
    }
    throw failed;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (at == bytes.length) {
      ColumnBatch batch;
      try {
        batch = scan.next();
      } catch (TidemarkException failed) {
        throw damagedOr(failed);
      }
      if (batch == null) {
        return false;
      }
      bytes = lines(batch);
      at = 0;
    }
    return true;
  }

  private byte[] lines(ColumnBatch batch) {
    JsonBytes out = new JsonBytes(batch.rows() * (16 + 24 * columns.size()));
    Vector[] vectors = new Vector[columns.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = batch.vector(columns.get(i).name());
    }
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < vectors.length; i++) {
        out.raw(keys[i]);
        value(out, batch, columns.get(i), vectors[i], row);
      }
      out.raw(vectors.length == 0 ? "{}\n" : "}\n");
    }
    return out.toByteArray();
  }

  private static void value(
      JsonBytes out, ColumnBatch batch, Column column, Vector vector, int row) {
    if (vector.isNull(row)) {
      out.raw("null");
      return;
    }
    switch (vector) {
      case Vector.Longs v -> {
        if (column.kind() == ColumnKind.LONG) {
          out.number(v.values()[row]);
        } else if (column.kind() == ColumnKind.DECIMAL) {
          out.raw(Decimals.toPlainString(v.values()[row], column.scale()));
        } else {
          out.text(Instant.EPOCH.plus(v.values()[row], ChronoUnit.MICROS).toString());
        }
      }
      case Vector.Ints v -> {
        if (column.kind() == ColumnKind.INT) {
          out.number(v.values()[row]);
        } else {
          out.text(LocalDate.ofEpochDay(v.values()[row]).toString());
        }
      }
      case Vector.Doubles v -> number(out, v.values()[row]);
      case Vector.Booleans v -> out.raw(Boolean.toString(v.values()[row]));
      case Vector.Strings v -> out.text(string(v.values()[row]));
      case Vector.Dictionary v -> out.text(v.values()[v.codes()[row]]);
      case Vector.Decimals v ->
          out.raw(((BigDecimal) present(batch.value(column.name(), row))).toPlainString());
      case Vector.Constant v -> throw new IllegalStateException("a scan yields no constants");
    }
  }

  private static Object present(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }

  private static String string(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static void number(JsonBytes out, double value) {
    if (!Double.isFinite(value)) {
      out.text(Double.toString(value));
    } else if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      out.number((long) value);
    } else {
      out.raw(Double.toString(value));
    }
  }

  @Override
  public void close() {
    scan.close();
  }
}
