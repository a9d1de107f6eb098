package dev.tidemark.ingest.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Txn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Commits groups, one after the other. Dead letters first, under ids that make writing them again
 * harmless; then rows, positions and watermarks in one commit. A crash between the two leaves dead
 * letters of rows that the next run delivers, and recognises, again.
 */
final class GroupCommitter {

  private final DeadLetterStore deadLetters;
  private final InstrumentRegistry instruments;
  private final Stamp stamp;
  private final Crash crash;
  private final Map<String, SeriesCount> counts;
  private final List<String> sources;
  private final Map<String, Long> watermarks = new LinkedHashMap<>();
  private long commits;
  private long files;

  GroupCommitter(
      DeadLetterStore deadLetters,
      InstrumentRegistry instruments,
      Stamp stamp,
      Crash crash,
      Map<String, SeriesCount> counts,
      List<String> sources) {
    this.deadLetters = deadLetters;
    this.instruments = instruments;
    this.stamp = stamp;
    this.crash = crash;
    this.counts = counts;
    this.sources = sources;
  }

  long commits() {
    return commits;
  }

  long files() {
    return files;
  }

  void commit(Group group) {
    crash.reached(CrashPoints.Phase.GROUP_READY);
    List<ColumnBatch> batches = new ArrayList<>();
    List<Txn> txns = new ArrayList<>();
    Map<SeriesCount, long[]> outcome = new LinkedHashMap<>();
    List<String> names = List.copyOf(sources);
    for (SeriesBuffer buffer : group.buffers.values()) {
      resolve(group, buffer, names, batches, txns, outcome);
    }
    crash.reached(CrashPoints.Phase.RESOLVED);
    instruments.register(group.buffers.values().stream().map(b -> b.series).toList());
    crash.reached(CrashPoints.Phase.INSTRUMENTS_WRITTEN);
    writeDeadLetters(group);
    crash.reached(CrashPoints.Phase.DEAD_LETTERS_WRITTEN);
    group.marks.forEach((run, mark) -> progress(run, mark, txns));
    crash.reached(CrashPoints.Phase.BEFORE_COMMIT);
    append(group, batches, txns);
    outcome.forEach(
        (count, rows) -> {
          count.stored += rows[0];
          count.repeated += rows[1];
        });
    group.marks.forEach((run, mark) -> run.committed = Math.max(run.committed, mark.consumed()));
    crash.reached(CrashPoints.Phase.AFTER_COMMIT);
  }

  private void append(Group group, List<ColumnBatch> batches, List<Txn> txns) {
    if (batches.isEmpty() && txns.isEmpty()) {
      return;
    }
    CommitRequest request =
        new CommitRequest("BACKFILL", txns, Map.of("ingestion_id", stamp.ingestionId()));
    Commit commit = group.table.append(BatchSource.of(batches), request);
    if (commit.skipped()) {
      throw TidemarkException.of(
              ErrorCode.CONFLICT,
              "Rows were stored by somebody else",
              "another run consumed the same sources at the same time",
              "Run again: what is stored will be recognised")
          .withDetail("table", group.table.name());
    }
    commits++;
    files += commit.filesAdded();
  }

  private static void reject(
      Group group,
      SeriesBuffer buffer,
      List<String> names,
      List<Integer> rows,
      RejectReason reason,
      String detail) {
    Series series = buffer.series;
    for (int row : rows) {
      group.rejects.add(
          new PendingReject(
              series,
              names.get(buffer.source[row]),
              buffer.ordinal[row],
              reason,
              detail,
              CanonicalRow.of(buffer, row),
              Decoder.canonical(series),
              series.instrument().symbol()));
    }
  }

  private void resolve(
      Group group,
      SeriesBuffer buffer,
      List<String> names,
      List<ColumnBatch> batches,
      List<Txn> txns,
      Map<SeriesCount, long[]> outcome) {
    if (buffer.rows == 0) {
      return;
    }
    Series series = buffer.series;
    String key = Progress.watermark(series);
    OptionalLong stored = watermark(group, key);
    Resolution resolution =
        new Resolution(buffer, overlapping(group, buffer, stored)).resolve(names, nanos(stamp));
    SeriesCount count = count(series);
    outcome.put(count, new long[] {resolution.kept.length, resolution.repeated});
    reject(
        group,
        buffer,
        names,
        resolution.conflicts,
        RejectReason.CONFLICTING_VERSION,
        "trade id and version are stored with other content");
    reject(
        group,
        buffer,
        names,
        resolution.restated,
        RejectReason.RESTATED_TICK,
        "this position of the source is stored with another tick");
    if (resolution.kept.length > 0) {
      batches.add(RowBatches.of(group.table.spec(), buffer, resolution, names, stamp));
      long latest = buffer.event[resolution.kept[resolution.kept.length - 1]];
      long micros = Math.max(stored.orElse(Long.MIN_VALUE), Math.floorDiv(latest, 1_000L));
      watermarks.put(key, micros);
      count.watermarkMicros = micros;
      if (stored.isEmpty() || micros != stored.getAsLong()) {
        txns.add(Txn.set(key, micros));
      }
    } else {
      stored.ifPresent(micros -> count.watermarkMicros = micros);
    }
  }

  private OptionalLong watermark(Group group, String key) {
    Long known = watermarks.get(key);
    return known == null ? group.table.transaction(key) : OptionalLong.of(known);
  }

  /** Stored rows at the event times of the buffer; none when all of them are later. */
  private static StoredRows overlapping(Group group, SeriesBuffer buffer, OptionalLong watermark) {
    if (watermark.isEmpty()) {
      return StoredRows.none();
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < buffer.rows; i++) {
      first = Math.min(first, buffer.event[i]);
      last = Math.max(last, buffer.event[i]);
    }
    long stored = watermark.getAsLong() * 1_000L + 999;
    TreeSet<String> changed = new TreeSet<>();
    for (SourceRun run : group.marks.keySet()) {
      if (run.rowWise && run.series.key().equals(buffer.series.key())) {
        changed.add(run.source);
      }
    }
    return StoredRows.read(group.table, buffer.series, first, Math.min(last, stored), changed);
  }

  private void writeDeadLetters(Group group) {
    if (group.rejects.isEmpty()) {
      return;
    }
    List<DeadLetter> letters = new ArrayList<>();
    for (PendingReject reject : group.rejects) {
      letters.add(letter(group, reject));
    }
    Set<String> fresh = deadLetters.add(letters);
    for (int i = 0; i < letters.size(); i++) {
      PendingReject reject = group.rejects.get(i);
      SeriesCount count = count(reject.series());
      // The first delivery of a record is the dead letter, a later one is a repetition.
      if (fresh.remove(letters.get(i).id())) {
        count.dead++;
        count.rejects.merge(reject.reason(), 1L, Long::sum);
      } else {
        count.repeated++;
      }
    }
  }

  private DeadLetter letter(Group group, PendingReject reject) {
    String table = group.table.name().toString();
    return new DeadLetter(
        DeadLetter.idOf(table, reject.source(), reject.ordinal(), reject.payload()),
        table,
        reject.series().provider(),
        reject.instrument(),
        reject.reason(),
        reject.detail(),
        reject.payload(),
        reject.decoder(),
        reject.source(),
        reject.ordinal(),
        stamp.extractedAt(),
        stamp.ingestionId(),
        DeadLetter.Status.OPEN,
        Optional.empty(),
        0);
  }

  private static void progress(SourceRun run, Group.Mark mark, List<Txn> txns) {
    if (run.becomesPartial) {
      txns.add(Txn.set(Progress.partial(run.series, run.source), 1));
    }
    mark.content().ifPresent(txns::add);
    if (!run.tracked || mark.consumed() < 0) {
      return;
    }
    if (run.rowWise) {
      // The source changed: from now on its new content is what later deliveries must equal.
      txns.add(Txn.set(Progress.consumed(run.series, run.source), mark.consumed()));
      txns.add(Txn.set(Progress.hash(run.series, run.source), mark.hash() & Hashing.MASK));
      return;
    }
    if (mark.consumed() > run.committed) {
      String key = Progress.consumed(run.series, run.source);
      txns.add(Txn.after(key, run.committed, mark.consumed()));
      txns.add(Txn.set(Progress.hash(run.series, run.source), mark.hash() & Hashing.MASK));
    }
  }

  private SeriesCount count(Series series) {
    return counts.computeIfAbsent(series.key(), key -> new SeriesCount(series));
  }

  private static long nanos(Stamp stamp) {
    return stamp.extractedAt().getEpochSecond() * 1_000_000_000L + stamp.extractedAt().getNano();
  }
}
