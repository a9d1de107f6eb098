package dev.tidemark.transform.unify;

import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.SilverConfig;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.bars.Names;
import dev.tidemark.transform.bars.Origin;
import dev.tidemark.transform.progress.Change;
import dev.tidemark.transform.progress.ChangeLog;
import dev.tidemark.transform.progress.Instruments;
import dev.tidemark.transform.progress.LabelRanges;
import dev.tidemark.transform.progress.LabelRanges.Range;
import dev.tidemark.transform.progress.SeriesKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables unified bars are made of, each at one version for the whole build. */
final class Sources {
  private static final long NANOS_PER_MICRO = 1_000;

  /** Ranges per instrument; beyond that the nearest are joined. */
  private static final int RANGES = 8;

  private final Table unified;
  private final Instruments instruments;
  private final Map<Timeframe, Snapshot> bars = new EnumMap<>(Timeframe.class);
  private final Ticks ticks;

  Sources(TableStore store, Instruments instruments) {
    this.unified = store.create(Tables.MARKET_DATA_UNIFIED);
    this.instruments = instruments;
    for (Timeframe timeframe : Timeframe.STORED) {
      latest(store, Tables.bars(timeframe)).ifPresent(table -> bars.put(timeframe, table));
    }
    this.ticks =
        new Ticks(latest(store, Tables.RAW_TRADES), latest(store, Tables.RAW_QUOTES), instruments);
  }

  private static Optional<Snapshot> latest(TableStore store, TableSpec spec) {
    return store.find(spec.name()).map(Table::latest);
  }

  Table unified() {
    return unified;
  }

  /** The version of each source that exists. */
  SortedMap<String, Long> versions(Timeframe timeframe, Snapshot stored) {
    SortedMap<String, Long> out = new TreeMap<>();
    Snapshot own = bars.get(timeframe);
    if (own != null) {
      out.put(StageProgress.BARS, own.version());
    }
    if (timeframe == Timeframe.M1) {
      out.putAll(ticks.versions());
    } else {
      out.put(StageProgress.MINUTES, stored.version());
    }
    return out;
  }

  /** Instruments that have bars of this timeframe, or minutes to make them of. */
  TreeSet<String> instruments(Timeframe timeframe, Snapshot stored) {
    TreeSet<String> out = new TreeSet<>();
    Snapshot own = bars.get(timeframe);
    if (own != null) {
      out.addAll(Distinct.instruments(own));
    }
    out.addAll(Distinct.instruments(stored));
    if (timeframe == Timeframe.M1) {
      out.addAll(ticks.instruments());
    }
    return out;
  }

  /** What is new since the stored progress; empty when only a rebuild will do. */
  Optional<SourceChanges> changes(
      Timeframe timeframe, Snapshot stored, StageProgress progress, SilverConfig config) {
    SortedMap<String, Long> now = versions(timeframe, stored);
    SortedMap<String, LabelRanges> labels = new TreeMap<>();
    long gap = Math.max(Instants.micros(config.grace()), 64_000_000L * timeframe.seconds());
    Dirty dirty = new Dirty(labels, () -> new LabelRanges(gap, RANGES));
    boolean advances = false;
    long late = 0;
    for (Map.Entry<String, Long> source : now.entrySet()) {
      long before = progress.of(source.getKey());
      if (before < 0 || before > source.getValue()) {
        return Optional.empty();
      }
      if (before == source.getValue()) {
        continue;
      }
      switch (source.getKey()) {
        case StageProgress.BARS ->
            late += NewRows.bars(bars(timeframe), before, dirty, Instants.micros(config.grace()));
        case StageProgress.MINUTES -> {
          Optional<ChangeLog.Changes> changes =
              ChangeLog.between(unified, before, stored.version());
          if (changes.isEmpty() || changes.get().whole().contains(Timeframe.M1)) {
            return Optional.empty();
          }
          changes.get().changes().forEach(change -> minutes(change, timeframe, dirty));
        }
        default -> ticks.changes(source.getKey(), before, dirty);
      }
      advances |= !source.getKey().equals(StageProgress.MINUTES);
    }
    return Optional.of(new SourceChanges(labels, late, advances));
  }

  private Snapshot bars(Timeframe timeframe) {
    Snapshot table = bars.get(timeframe);
    if (table == null) {
      throw new IllegalStateException("no bars of " + timeframe);
    }
    return table;
  }

  /** Minutes changed: the longer bars around them may have. */
  private void minutes(Change change, Timeframe timeframe, Dirty dirty) {
    if (change.series().timeframe() == Timeframe.M1) {
      GridCursor cursor =
          new GridCursor(instruments.calendar(change.series().instrument()), timeframe);
      dirty.add(
          change.series().instrument(), start(cursor, change.from()), start(cursor, change.to()));
    }
  }

  private static long start(GridCursor cursor, long micros) {
    return cursor.seek(micros * NANOS_PER_MICRO) ? cursor.startNanos() / NANOS_PER_MICRO : micros;
  }

  private static long last(GridCursor cursor, long micros, Timeframe timeframe) {
    return cursor.seek(micros * NANOS_PER_MICRO)
        ? cursor.endNanos() / NANOS_PER_MICRO - 1
        : micros + 1_000_000L * timeframe.seconds();
  }

  /** Streams of every row that may win a label of the range. */
  List<RowStream> candidates(
      SeriesKey series, Range range, Snapshot stored, SilverConfig config, Names names) {
    List<RowStream> out = new ArrayList<>();
    Snapshot own = bars.get(series.timeframe());
    if (own != null) {
      out.add(SeriesScans.bronze(own, series, range, names));
    }
    boolean minute = series.timeframe() == Timeframe.M1;
    if (stored.rows() > 0) {
      out.add(
          SeriesScans.filtered(
              SeriesScans.unified(stored, series, range, names),
              (rows, row) -> keeps(series.instrument(), rows, row)));
    }
    if (minute) {
      out.addAll(ticks.bars(series.instrument(), range, config, names));
    } else {
      out.add(rollUps(series, range, stored, config, names));
    }
    return out;
  }

  private RowStream rollUps(
      SeriesKey series, Range range, Snapshot stored, SilverConfig config, Names names) {
    TradingCalendar calendar = instruments.calendar(series.instrument());
    Range minutes = range;
    if (!range.equals(SeriesScans.EVERYTHING)) {
      GridCursor cursor = new GridCursor(calendar, series.timeframe());
      minutes =
          new Range(start(cursor, range.from()), last(cursor, range.to(), series.timeframe()));
    }
    RowStream winners =
        SeriesScans.unified(
            stored, new SeriesKey(series.instrument(), Timeframe.M1), minutes, names);
    RollUps all =
        new RollUps(winners, calendar, series.timeframe(), names, Instants.micros(config.settle()));
    // A label beside the grid may start the range within an interval: that one is not in it.
    return SeriesScans.filtered(
        all,
        (rows, row) ->
            rows.get(BarField.LABEL, row) >= range.from()
                && rows.get(BarField.LABEL, row) <= range.to());
  }

  /** Which stored winners are candidates: what is made anew from what is still there is not. */
  private boolean keeps(String instrument, BarRows rows, int row) {
    return rows.get(BarField.ORIGIN, row) == Origin.PROVIDER.ordinal()
        || ticks.orphan(instrument, rows, row);
  }
}
