package dev.tidemark.lake.duck;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Batches as an Arrow stream the engine pulls. Large batches are cut, so that only one slice at a
 * time is copied out of the heap. Text columns that start coded (or constant) stay coded.
 */
final class ArrowFeed extends ArrowReader {
  /** The engine's row-group size: a slice is its unit of parallel work. */
  static final int SLICE_ROWS = 122_880;

  private final BatchSource source;
  private final TableSchema schema;
  private final ArrowArrayStream stream;
  private @Nullable VectorSchemaRoot root;
  private boolean @Nullable [] coded;
  private @Nullable ColumnBatch batch;
  private boolean primed;
  private int from;
  private @Nullable RuntimeException failure;

  ArrowFeed(BufferAllocator allocator, BatchSource source, TableSchema schema) {
    super(allocator);
    this.source = source;
    this.schema = schema;
    this.stream = ArrowArrayStream.allocateNew(allocator);
  }

  /** Makes the rows readable, once, under that name. */
  void register(DuckDBConnection connection, String name) {
    batch = source.next();
    primed = true;
    decideCoding(batch);
    Data.exportArrayStream(allocator, this, stream);
    connection.registerArrowStream(name, stream);
  }

  /** The exception the source threw, if any: the engine only passes its text on. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  private void decideCoding(@Nullable ColumnBatch first) {
    List<Column> columns = schema.columns();
    boolean[] out = new boolean[columns.size()];
    for (int i = 0; i < out.length; i++) {
      Column column = columns.get(i);
      out[i] =
          column.kind() == ColumnKind.STRING
              && (first == null || !(vector(first, column) instanceof Vector.Strings));
    }
    coded = out;
  }

  static Vector vector(ColumnBatch batch, Column column) {
    if (!batch.schema().has(column.name()) && column.nullable()) {
      return new Vector.Constant(null);
    }
    return batch.vector(column.name());
  }

  private boolean[] coding() {
    if (coded == null) {
      throw new IllegalStateException("the feed was not registered");
    }
    return coded;
  }

  @Override
  protected Schema readSchema() {
    List<Field> fields = new ArrayList<>();
    List<Column> columns = schema.columns();
    for (int i = 0; i < columns.size(); i++) {
      DictionaryEncoding encoding =
          coding()[i] ? new DictionaryEncoding(i, false, ArrowTypes.INDEX) : null;
      fields.add(ArrowTypes.field(columns.get(i), encoding));
    }
    return new Schema(fields);
  }

  @Override
  protected void initialize() {
    // The export wants a root and dictionaries of the right types before the first batch.
    List<FieldVector> vectors = new ArrayList<>();
    Map<Long, Dictionary> found = new HashMap<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      ArrowColumn column = new ArrowColumn(allocator, schema.columns().get(i), i, coding()[i]);
      vectors.add(column.empty());
      if (coding()[i]) {
        found.put((long) i, column.dictionary());
      }
    }
    root = new VectorSchemaRoot(vectors);
    dictionaries = found;
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
    ensureInitialized();
    if (root == null) {
      throw new IllegalStateException("the feed is closed");
    }
    return root;
  }

  @Override
  public Dictionary lookup(long id) {
    Dictionary dictionary = dictionaries.get(id);
    if (dictionary == null) {
      throw new IllegalStateException("no dictionary " + id);
    }
    return dictionary;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    ensureInitialized();
    try {
      ColumnBatch current = current();
      if (current == null) {
        return false;
      }
      int rows = Math.min(SLICE_ROWS, current.rows() - from);
      load(current, from, rows);
      from += rows;
      return true;
    } catch (RuntimeException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** The batch with rows left to send, or null at the end. */
  private @Nullable ColumnBatch current() {
    while (true) {
      if (primed) {
        primed = false;
        from = 0;
      } else if (batch == null || from >= batch.rows()) {
        batch = source.next();
        from = 0;
      }
      if (batch == null || from < batch.rows()) {
        return batch;
      }
    }
  }

  private void load(ColumnBatch current, int start, int rows) throws IOException {
    release();
    List<FieldVector> vectors = new ArrayList<>();
    Map<Long, Dictionary> found = new HashMap<>();
    List<Column> columns = schema.columns();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      ArrowColumn out = new ArrowColumn(allocator, column, i, coding()[i]);
      vectors.add(out.fill(vector(current, column), start, rows));
      if (coding()[i]) {
        found.put((long) i, out.dictionary());
      }
    }
    VectorSchemaRoot next = new VectorSchemaRoot(vectors);
    next.setRowCount(rows);
    root = next;
    dictionaries = found;
  }

  private void release() {
    if (root != null) {
      root.close();
      root = null;
    }
    if (dictionaries != null) {
      dictionaries.values().forEach(d -> d.getVector().close());
      dictionaries = new HashMap<>();
    }
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  public void close() {
    release();
    stream.close();
    source.close();
  }

  @Override
  public void close(boolean closeReadSource) {
    // called when the engine is done with the stream; the owner closes the rest
  }

  @Override
  protected void closeReadSource() {}
}
