package dev.tidemark.ingest.load;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The bronze table of each type of series, made when first needed. */
public final class BronzeTables {

  private final TableStore store;
  private final Map<SeriesType, Table> tables = new ConcurrentHashMap<>();

  public BronzeTables(TableStore store) {
    this.store = store;
  }

  Table table(SeriesType type) {
    return tables.computeIfAbsent(type, t -> store.create(spec(t)));
  }

  /** Where rows of a type are stored. */
  public static TableSpec spec(SeriesType type) {
    return switch (type.kind()) {
      case BARS -> {
        Timeframe timeframe = type.timeframe();
        yield Tables.bars(timeframe == null ? Timeframe.M1 : timeframe);
      }
      case TRADES -> Tables.RAW_TRADES;
      case QUOTES -> Tables.RAW_QUOTES;
      case CORPORATE_ACTIONS -> Tables.CORPORATE_ACTIONS;
    };
  }

  /** Greatest stored event time of a series, microseconds; empty when nothing is stored. */
  public OptionalLong watermark(Series series) {
    Optional<Table> table = store.find(spec(series.type()).name());
    return table.isEmpty()
        ? OptionalLong.empty()
        : table.get().transaction(Progress.watermark(series));
  }
}
