package dev.tidemark.lake.catalog;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The specs of the silver layer. */
final class SilverTables {
  private static final String OWNER = "transform";
  private static final String MONTH = "event_month";

  /** Null when every trade of the bar was cancelled. */
  private static final Set<String> PRICES = Set.of("open", "high", "low", "close");

  private SilverTables() {}

  static TableSpec unified() {
    List<Column> all = new ArrayList<>();
    all.add(Column.string("instrument"));
    all.add(Column.string("timeframe"));
    all.add(Column.timestamp("event_time"));
    all.add(Column.timestamp("t_close"));
    all.add(Column.timestamp("known_time"));
    all.add(Column.string("known_time_basis"));
    all.add(Column.string("source_provider"));
    all.add(Column.int64("source_seq"));
    BronzeTables.barValues()
        .forEach(c -> all.add(PRICES.contains(c.name()) ? c.nullableColumn() : c));
    all.add(Column.bool("partial"));
    all.add(Column.int32("revision"));
    all.add(Column.string("flags").nullableColumn());
    all.add(Column.bool("is_mock"));
    all.add(Column.timestamp("source_known_time"));
    all.add(Column.date(MONTH));
    return new TableSpec(
        Tables.silver("market_data_unified"),
        new TableSchema(all),
        List.of(MONTH),
        List.of("instrument", "timeframe", "event_time", "known_time"),
        OWNER,
        "The winning bar of each key, one row per change; valid from known_time to the next row.",
        Map.of());
  }

  static TableSpec enriched() {
    List<Column> all = new ArrayList<>();
    all.add(Column.string("instrument"));
    all.add(Column.string("timeframe"));
    all.add(Column.timestamp("bar_start"));
    all.add(Column.timestamp("event_time"));
    all.add(Column.timestamp("known_time"));
    all.add(Column.string("source_provider"));
    all.add(Column.decimal("open", 18, 8).nullableColumn());
    all.add(Column.decimal("high", 18, 8).nullableColumn());
    all.add(Column.decimal("low", 18, 8).nullableColumn());
    all.add(Column.decimal("close", 18, 8).nullableColumn());
    all.add(Column.decimal("volume", 28, 8));
    all.add(Column.decimal("notional", 38, 16).nullableColumn());
    for (String indicator : EnrichedColumns.INDICATORS) {
      all.add(Column.float64(indicator).nullableColumn());
    }
    all.add(Column.string("regime").nullableColumn());
    all.add(Column.int32("trend_dir").nullableColumn());
    all.add(Column.float64("vol_rank").nullableColumn());
    all.add(Column.int32("revision"));
    all.add(Column.bool("is_mock"));
    all.add(Column.date(MONTH));
    return new TableSpec(
        Tables.silver("market_data_enriched"),
        new TableSchema(all),
        List.of(MONTH),
        List.of("instrument", "timeframe", "event_time", "known_time"),
        OWNER,
        "Unified bars with indicators and regime; event_time is the close, when a bar is a fact.",
        Map.of());
  }

  static TableSpec multiTimeframe() {
    List<Column> all = new ArrayList<>();
    all.add(Column.string("instrument"));
    all.add(Column.timestamp("event_time"));
    all.add(Column.timestamp("known_time"));
    all.add(Column.float64("pulse").nullableColumn());
    all.add(Column.int32("aligned").nullableColumn());
    all.add(Column.string("label"));
    all.add(Column.int32("available"));
    for (Timeframe timeframe : Timeframe.STORED) {
      all.add(Column.float64("score_" + timeframe.code()).nullableColumn());
    }
    all.add(Column.date(MONTH));
    return new TableSpec(
        Tables.silver("multi_timeframe_analysis"),
        new TableSchema(all),
        List.of(MONTH),
        List.of("instrument", "event_time", "known_time"),
        OWNER,
        "The pulse over six timeframes of closed bars at each decision time.",
        Map.of());
  }

  static TableSpec kernelState() {
    TableSchema schema =
        TableSchema.of(
            Column.string("instrument"),
            Column.string("timeframe"),
            Column.timestamp("up_to"),
            Column.timestamp("known_time"),
            Column.int64("bars"),
            Column.int64("source_version"),
            Column.string("state"));
    return new TableSpec(
        Tables.silver("kernel_state"),
        schema,
        List.of(),
        List.of("instrument", "timeframe"),
        OWNER,
        "Carried state of recursive indicators, base64 of raw 64-bit values.",
        Map.of());
  }
}
