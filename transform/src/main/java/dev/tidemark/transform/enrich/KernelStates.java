package dev.tidemark.transform.enrich;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.progress.SeriesKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The carried states, in {@code silver.kernel_state}. A state says from which version of the
 * unified table it was computed; together with what changed since, that decides whether it may be
 * used, so it does not matter that states and feature rows are two commits.
 */
final class KernelStates {
  private static final String OPERATION = "CARRY STATE";

  private final Table table;

  KernelStates(TableStore store) {
    this.table = store.create(Tables.KERNEL_STATE);
  }

  /**
   * The states of one series.
   *
   * @param version of the unified table
   */
  record Carried(long version, Checkpoints checkpoints) {}

  SortedMap<SeriesKey, Carried> read(Collection<SeriesKey> wanted) {
    SortedMap<SeriesKey, Carried> out = new TreeMap<>();
    table
        .latest()
        .scan(
            ScanRequest.all()
                .where(
                    Predicate.in(
                        "instrument",
                        wanted.stream().map(SeriesKey::instrument).distinct().toList())))
        .forEachBatch(batch -> read(batch, wanted, out));
    return out;
  }

  private static void read(
      ColumnBatch batch, Collection<SeriesKey> wanted, SortedMap<SeriesKey, Carried> out) {
    long[] label = batch.longs("up_to");
    long[] known = batch.longs("known_time");
    long[] bars = batch.longs("bars");
    long[] version = batch.longs("source_version");
    for (int row = 0; row < batch.rows(); row++) {
      SeriesKey series =
          new SeriesKey(
              text(batch, "instrument", row), Timeframe.parse(text(batch, "timeframe", row)));
      if (wanted.contains(series)) {
        long from = version[row];
        out.computeIfAbsent(series, unused -> new Carried(from, new Checkpoints()))
            .checkpoints()
            .add(
                new Checkpoint(
                    label[row],
                    known[row],
                    bars[row],
                    Base64.getDecoder().decode(text(batch, "state", row))));
      }
    }
  }

  private static String text(ColumnBatch batch, String column, int row) {
    return String.valueOf(batch.string(column, row));
  }

  /** Replaces the states of these series; all of the table's when {@code everything}. */
  void write(Map<SeriesKey, Checkpoints> states, long version, boolean everything) {
    List<ColumnBatch> batches = new ArrayList<>();
    List<Predicate> where = new ArrayList<>();
    new TreeMap<>(states)
        .forEach(
            (series, checkpoints) -> {
              where.add(
                  Predicate.and(
                      Predicate.eq("instrument", series.instrument()),
                      Predicate.eq("timeframe", series.timeframe().code())));
              List<Checkpoint> kept = checkpoints.kept();
              if (!kept.isEmpty()) {
                batches.add(batch(series, kept, version));
              }
            });
    CommitRequest request = CommitRequest.of(OPERATION);
    if (table.latest().rows() == 0) {
      table.append(batches, request);
    } else {
      Predicate replaced = everything ? Predicate.all() : new Predicate.Or(where);
      table.overwrite(replaced, BatchSource.of(batches), request);
    }
  }

  private static ColumnBatch batch(SeriesKey series, List<Checkpoint> kept, long version) {
    int rows = kept.size();
    @Nullable String[] states = new @Nullable String[rows];
    for (int i = 0; i < rows; i++) {
      states[i] = Base64.getEncoder().encodeToString(kept.get(i).state());
    }
    return ColumnBatch.of(Tables.KERNEL_STATE.schema(), rows)
        .constant("instrument", series.instrument())
        .constant("timeframe", series.timeframe().code())
        .with("up_to", new Vector.Longs(kept.stream().mapToLong(Checkpoint::label).toArray()))
        .with("known_time", new Vector.Longs(kept.stream().mapToLong(Checkpoint::known).toArray()))
        .with("bars", new Vector.Longs(kept.stream().mapToLong(Checkpoint::bars).toArray()))
        .constant("source_version", version)
        .with("state", new Vector.Strings(states))
        .build();
  }
}
