package dev.tidemark.transform.unify;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far the unified bars are behind the tables they are made of. Reads logs only, no rows. */
public final class UnifiedProgress {
  private UnifiedProgress() {}

  /** The latest version of each source that exists, by table name. */
  public static SortedMap<String, Long> sources(TableStore store) {
    SortedMap<String, Long> out = new TreeMap<>();
    for (TableSpec spec : specs()) {
      version(store, spec).ifPresent(version -> out.put(spec.name().toString(), version));
    }
    return out;
  }

  /** The names of the sources with commits that were not consumed; empty when there is nothing. */
  public static List<String> behind(TableStore store) {
    Optional<Table> unified = store.find(Tables.MARKET_DATA_UNIFIED.name());
    List<String> out = new ArrayList<>();
    for (Timeframe timeframe : Timeframe.STORED) {
      StageProgress progress =
          unified
              .map(table -> StageProgress.read(table, timeframe))
              .orElseGet(() -> new StageProgress("", new TreeMap<>()));
      check(store, Tables.bars(timeframe), progress.of(StageProgress.BARS), out);
      if (timeframe == Timeframe.M1) {
        check(store, Tables.RAW_TRADES, progress.of(StageProgress.TRADES), out);
        check(store, Tables.RAW_QUOTES, progress.of(StageProgress.QUOTES), out);
      }
    }
    return out;
  }

  private static void check(TableStore store, TableSpec spec, long consumed, List<String> out) {
    if (version(store, spec).filter(version -> version != consumed).isPresent()) {
      out.add(spec.name().toString());
    }
  }

  private static Optional<Long> version(TableStore store, TableSpec spec) {
    return store.find(spec.name()).map(table -> table.latest().version());
  }

  private static List<TableSpec> specs() {
    List<TableSpec> specs = new ArrayList<>();
    Timeframe.STORED.forEach(timeframe -> specs.add(Tables.bars(timeframe)));
    specs.add(Tables.RAW_TRADES);
    specs.add(Tables.RAW_QUOTES);
    return specs;
  }
}
