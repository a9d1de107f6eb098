package dev.tidemark.app.smartdb.load;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trades, quotes and minutes of the bronze layer, each table at one version. */
final class BronzeMarket {
  private final TableStore store;
  private final Map<LakeTable, Snapshot> snapshots = new EnumMap<>(LakeTable.class);

  /** Tables that do not exist hold nothing. */
  BronzeMarket(TableStore store) {
    this.store = store;
    for (LakeTable table : LakeTable.values()) {
      store
          .find(table.spec().name())
          .map(Table::latest)
          .ifPresent(snapshot -> snapshots.put(table, snapshot));
    }
  }

  long version(LakeTable table) {
    return snapshot(table).version();
  }

  /** All parts, by series and day. */
  List<LakePart> parts() {
    List<LakePart> parts = new ArrayList<>();
    for (LakeTable table : snapshots.keySet()) {
      String name = table.spec().name().toString();
      String select =
          """
          SELECT instrument, source_provider, %1$s AS part, count(*) AS rows, bool_or(is_mock) AS mock
          FROM %2$s GROUP BY instrument, source_provider, %1$s
          ORDER BY instrument, source_provider, %1$s
          """
              .formatted(table.partition(), name);
      store
          .sql(select, Map.of(name, snapshot(table)))
          .forEachBatch(
              batch -> {
                for (int row = 0; row < batch.rows(); row++) {
                  parts.add(
                      new LakePart(
                          table,
                          text(batch, "instrument", row),
                          text(batch, "source_provider", row),
                          LocalDate.ofEpochDay(batch.ints("part")[row]),
                          batch.longs("rows")[row],
                          batch.booleans("mock")[row]));
                }
              });
    }
    return parts;
  }

  /** Series and first day of every part that has rows a version of its table did not have. */
  Set<List<Object>> addedSince(LakeTable table, long version) {
    Set<List<Object>> changed = new HashSet<>();
    snapshot(table)
        .scanAdded(version, ScanRequest.columns("instrument", "source_provider", table.partition()))
        .forEachBatch(
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                changed.add(
                    key(
                        text(batch, "instrument", row),
                        text(batch, "source_provider", row),
                        LocalDate.ofEpochDay(batch.ints(table.partition())[row])));
              }
            });
    return changed;
  }

  static List<Object> key(String symbol, String source, LocalDate first) {
    return List.of(new SeriesName(symbol, source), first);
  }

  /** The rows of a part in order of event time. */
  Scan scan(LakePart part, List<String> columns, MarketSelection selection) {
    List<Predicate> where = new ArrayList<>();
    where.add(Predicate.eq("instrument", part.symbol()));
    where.add(Predicate.eq("source_provider", part.source()));
    where.add(Predicate.eq(part.table().partition(), part.first()));
    if (selection.first().isPresent()) {
      where.add(Predicate.ge("event_time", instant(selection.fromMicros())));
    }
    if (selection.last().isPresent()) {
      where.add(Predicate.lt("event_time", instant(selection.untilMicros())));
    }
    return snapshot(part.table())
        .scan(
            ScanRequest.all()
                .select(columns)
                .where(Predicate.and(where.toArray(new Predicate[0])))
                .orderBy("event_time", "source_seq"));
  }

  private Snapshot snapshot(LakeTable table) {
    Snapshot snapshot = snapshots.get(table);
    if (snapshot == null) {
      throw new IllegalStateException("not in the lake: " + table);
    }
    return snapshot;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String text(ColumnBatch batch, String column, int row) {
    return String.valueOf(batch.string(column, row));
  }
}
