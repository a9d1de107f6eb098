package dev.tidemark.stream.archive;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Vector;
import dev.tidemark.stream.event.MarketEvent;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Events as columns of a bronze table. A row depends on the record and its position alone, so a log
 * read twice gives the same rows: {@code _extracted_at} is when the record became known.
 */
abstract class EventRows {
  private static final long DAY_NANOS = 86_400_000_000_000L;

  /** Records of simulated sources carry this name; see {@code ingest.simulator}. */
  private static final String SIMULATOR = "simulator";

  final TableSpec spec;
  int rows;
  private final Words words = new Words();
  private int[] source;
  private int[] instrument;
  private int[] file;
  private long[] event;
  private long[] known;
  private long[] seq;
  private long[] offset;

  EventRows(TableSpec spec, int capacity) {
    this.spec = spec;
    this.source = new int[capacity];
    this.instrument = new int[capacity];
    this.file = new int[capacity];
    this.event = new long[capacity];
    this.known = new long[capacity];
    this.seq = new long[capacity];
    this.offset = new long[capacity];
  }

  final void add(MarketEvent record) {
    if (rows == event.length) {
      int more = rows * 2;
      source = Arrays.copyOf(source, more);
      instrument = Arrays.copyOf(instrument, more);
      file = Arrays.copyOf(file, more);
      event = Arrays.copyOf(event, more);
      known = Arrays.copyOf(known, more);
      seq = Arrays.copyOf(seq, more);
      offset = Arrays.copyOf(offset, more);
      grow(more);
    }
    source[rows] = words.code(record.source);
    instrument[rows] = words.code(record.instrument);
    file[rows] = words.code(record.topic + '/' + record.partition);
    event[rows] = record.tsNanos;
    known[rows] = record.knownNanos;
    seq[rows] = record.seq;
    offset[rows] = record.offset;
    put(rows++, record);
  }

  /** The columns of its own of one record. */
  abstract void put(int row, MarketEvent record);

  abstract void grow(int capacity);

  abstract void columns(ColumnBatch.Builder out);

  /** All rows so far; the arrays are handed over, so nothing may be added any more. */
  final ColumnBatch batch() {
    String[] texts = words.all();
    boolean[] mock = new boolean[rows];
    int[] day = new int[rows];
    long[] eventMicros = new long[rows];
    long[] knownMicros = new long[rows];
    BitSet whole = new BitSet(rows);
    for (int i = 0; i < rows; i++) {
      mock[i] = texts[source[i]].equals(SIMULATOR);
      day[i] = Math.toIntExact(Math.floorDiv(event[i], DAY_NANOS));
      eventMicros[i] = Math.floorDiv(event[i], 1_000L);
      knownMicros[i] = Math.floorDiv(known[i], 1_000L);
      whole.set(i, Math.floorMod(event[i], 1_000L) == 0);
    }
    ColumnBatch.Builder out = ColumnBatch.of(spec.schema(), rows);
    out.with("instrument", new Vector.Dictionary(instrument, texts))
        .with("event_time", new Vector.Longs(eventMicros))
        .with("event_time_ns", new Vector.Longs(event, whole))
        .with("known_time", new Vector.Longs(knownMicros))
        .constant("known_time_basis", "OBSERVED")
        .with("source_provider", new Vector.Dictionary(source, texts))
        .with("source_seq", new Vector.Longs(seq))
        .with("is_mock", new Vector.Booleans(mock))
        .constant("_ingestion_id", "stream")
        .with("_source_file", new Vector.Dictionary(file, texts))
        .with("_source_row", new Vector.Longs(offset))
        .with("_extracted_at", new Vector.Longs(knownMicros))
        .with("event_date", new Vector.Ints(day));
    columns(out);
    return out.build();
  }

  /** A 64-bit unscaled value in a wide decimal column. */
  static Vector wide(long[] values, int rows, BitSet nulls) {
    long[] high = new long[rows];
    for (int i = 0; i < rows; i++) {
      high[i] = values[i] >> 63;
    }
    return new Vector.Decimals(high, values, nulls);
  }
}
