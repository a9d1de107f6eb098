package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.TradeIds;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.Vector;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Stored rows of a series that new ones could repeat or must be numbered after, by event time and
 * number. Read from the overlapping time range only, plus sources that were changed.
 */
final class StoredRows {

  private static final StoredRows NONE = new StoredRows(0);

  int rows;
  long[] event;
  long[] seq;
  int[] revision;
  long[] hash;
  long[] ordinal;
  String[] file;
  int[] version;
  final TradeIds ids;

  /** Whether the rows have ids at all: bars and quotes do not. */
  private boolean identified;

  private StoredRows(int capacity) {
    event = new long[capacity];
    seq = new long[capacity];
    revision = new int[capacity];
    hash = new long[capacity];
    ordinal = new long[capacity];
    file = new String[capacity];
    version = new int[capacity];
    ids = new TradeIds(capacity);
  }

  static StoredRows none() {
    return NONE;
  }

  /**
   * Reads the rows of a series with event times in {@code [fromNanos, toNanos]} (none when empty),
   * and those of the sources named.
   */
  static StoredRows read(
      Table table, Series series, long fromNanos, long toNanos, Collection<String> sources) {
    List<Predicate> either = new ArrayList<>();
    if (fromNanos <= toNanos) {
      either.add(range(table, fromNanos, toNanos));
    }
    if (!sources.isEmpty()) {
      either.add(Predicate.in("_source_file", List.copyOf(sources)));
    }
    if (either.isEmpty()) {
      return NONE;
    }
    Predicate where =
        Predicate.and(
            Predicate.eq("instrument", series.instrument().symbol()),
            Predicate.eq("source_provider", series.provider()),
            Predicate.or(either.toArray(new Predicate[0])));
    StoredRows out = new StoredRows(1024);
    Kind kind = series.type().kind();
    try (Scan scan = table.latest().scan(ScanRequest.all().select(columns(kind)).where(where))) {
      for (ColumnBatch batch = scan.next(); batch != null; batch = scan.next()) {
        out.add(kind, batch);
      }
    }
    out.sort();
    return out;
  }

  private static Predicate range(Table table, long fromNanos, long toNanos) {
    Instant from = Instant.EPOCH.plus(Math.floorDiv(fromNanos, 1_000L), ChronoUnit.MICROS);
    Instant to = Instant.EPOCH.plus(Math.floorDiv(toNanos, 1_000L), ChronoUnit.MICROS);
    List<Predicate> all = new ArrayList<>();
    all.add(Predicate.ge("event_time", from));
    all.add(Predicate.le("event_time", to));
    for (String partition : table.spec().partitionBy()) {
      all.add(Predicate.ge(partition, partitionOf(partition, fromNanos)));
      all.add(Predicate.le(partition, partitionOf(partition, toNanos)));
    }
    return Predicate.and(all.toArray(new Predicate[0]));
  }

  private static LocalDate partitionOf(String partition, long nanos) {
    return LocalDate.ofEpochDay(Partitions.day(partition, nanos));
  }

  private static List<String> columns(Kind kind) {
    List<String> names =
        new ArrayList<>(List.of("event_time", "source_seq", "_source_file", "_source_row"));
    if (kind == Kind.BARS) {
      names.add("revision");
    }
    if (kind == Kind.TRADES || kind == Kind.QUOTES) {
      names.add("event_time_ns");
    }
    if (kind == Kind.TRADES) {
      names.addAll(List.of("trade_id", "version"));
    }
    for (RawColumn column : Content.columns(kind)) {
      if (column == RawColumn.UPDATES) {
        names.addAll(List.of("upd_last", "upd_hilo", "upd_vol"));
      } else {
        names.add(column.name().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private void add(Kind kind, ColumnBatch batch) {
    int n = batch.rows();
    reserve(rows + n);
    long[] micros = batch.longs("event_time");
    long[] events = new long[n];
    for (int i = 0; i < n; i++) {
      events[i] = micros[i] * 1_000L;
    }
    if (kind == Kind.TRADES || kind == Kind.QUOTES) {
      Vector finer = batch.vector("event_time_ns");
      long[] nanos = batch.longs("event_time_ns");
      for (int i = 0; i < n; i++) {
        events[i] = finer.isNull(i) ? events[i] : nanos[i];
      }
    }
    long[] hashes = new long[n];
    Content.stored(kind, batch, events, hashes);
    System.arraycopy(events, 0, event, rows, n);
    System.arraycopy(hashes, 0, hash, rows, n);
    System.arraycopy(batch.longs("source_seq"), 0, seq, rows, n);
    System.arraycopy(batch.longs("_source_row"), 0, ordinal, rows, n);
    for (int i = 0; i < n; i++) {
      String name = batch.string("_source_file", i);
      file[rows + i] = name == null ? "" : name;
    }
    if (kind == Kind.BARS) {
      System.arraycopy(batch.ints("revision"), 0, revision, rows, n);
    }
    if (kind == Kind.TRADES) {
      System.arraycopy(batch.ints("version"), 0, version, rows, n);
      for (int i = 0; i < n; i++) {
        String id = batch.string("trade_id", i);
        ids.set(rows + i, id == null ? "" : id);
        identified = true;
      }
    }
    rows += n;
  }

  /** First row at or after an event time. */
  int lowerBound(long nanos) {
    int low = 0;
    int high = rows;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (event[middle] < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void sort() {
    int[] bySeq = Longs.sortedOrder(seq, rows);
    long[] events = new long[rows];
    for (int i = 0; i < rows; i++) {
      events[i] = event[bySeq[i]];
    }
    int[] byEvent = Longs.sortedOrder(events, rows);
    int[] order = new int[rows];
    boolean moved = false;
    for (int i = 0; i < rows; i++) {
      order[i] = bySeq[byEvent[i]];
      moved |= order[i] != i;
    }
    if (moved) {
      permute(order);
    }
  }

  private void permute(int[] order) {
    StoredRows sorted = new StoredRows(rows);
    for (int i = 0; i < rows; i++) {
      int from = order[i];
      sorted.event[i] = event[from];
      sorted.seq[i] = seq[from];
      sorted.revision[i] = revision[from];
      sorted.hash[i] = hash[from];
      sorted.ordinal[i] = ordinal[from];
      sorted.file[i] = file[from];
      sorted.version[i] = version[from];
      if (identified) {
        copyId(ids, from, sorted.ids, i);
      }
    }
    event = sorted.event;
    seq = sorted.seq;
    revision = sorted.revision;
    hash = sorted.hash;
    ordinal = sorted.ordinal;
    file = sorted.file;
    version = sorted.version;
    for (int i = 0; identified && i < rows; i++) {
      copyId(sorted.ids, i, ids, i);
    }
  }

  private static void copyId(TradeIds from, int row, TradeIds to, int at) {
    if (from.numeric(row)) {
      to.set(at, from.number(row));
    } else {
      to.set(at, from.text(row));
    }
  }

  private void reserve(int wanted) {
    if (wanted <= event.length) {
      return;
    }
    int capacity = Math.max(wanted, event.length * 2);
    event = Longs.grow(event, capacity);
    seq = Longs.grow(seq, capacity);
    revision = Arrays.copyOf(revision, capacity);
    hash = Longs.grow(hash, capacity);
    ordinal = Longs.grow(ordinal, capacity);
    file = Arrays.copyOf(file, capacity);
    version = Arrays.copyOf(version, capacity);
  }
}
