package dev.tidemark.lake.catalog;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The specs of the bronze layer. */
final class BronzeTables {
  private static final String OWNER = "ingest";

  private BronzeTables() {}

  static TableSpec bars(Timeframe timeframe) {
    boolean yearly = timeframe.seconds() >= Timeframe.H1.seconds();
    String partition = yearly ? "event_year" : "event_month";
    List<Column> own = new ArrayList<>();
    own.add(Column.string("timeframe"));
    own.add(Column.timestamp("t_close"));
    own.addAll(barValues());
    own.add(Column.bool("partial"));
    own.add(Column.int32("revision"));
    return new TableSpec(
        Tables.bronze("raw_market_data_" + timeframe.code()),
        common(own, partition),
        List.of(partition),
        List.of("instrument", "event_time", "known_time"),
        OWNER,
        "Bars of " + timeframe.code() + " as delivered; event_time is the left label.",
        Map.of(TableSpec.APPEND_ONLY, "true"));
  }

  /** Price, size and flow columns shared by bronze and unified bars. */
  static List<Column> barValues() {
    return List.of(
        Column.decimal("open", 18, 8),
        Column.decimal("high", 18, 8),
        Column.decimal("low", 18, 8),
        Column.decimal("close", 18, 8),
        Column.decimal("volume", 28, 8),
        Column.decimal("notional", 38, 16).nullableColumn(),
        Column.decimal("buy_volume", 28, 8).nullableColumn(),
        Column.decimal("sell_volume", 28, 8).nullableColumn(),
        Column.int64("trade_count").nullableColumn(),
        Column.decimal("vwap", 28, 12).nullableColumn(),
        Column.string("vwap_quality").nullableColumn());
  }

  static TableSpec trades() {
    return new TableSpec(
        Tables.bronze("raw_trades"),
        common(
            List.of(
                Column.int64("event_time_ns").nullableColumn(),
                Column.string("trade_id"),
                Column.int64("seq"),
                Column.int32("version"),
                Column.string("op"),
                Column.decimal("price", 18, 8),
                Column.decimal("size", 28, 8),
                Column.string("side").nullableColumn(),
                Column.bool("upd_last"),
                Column.bool("upd_hilo"),
                Column.bool("upd_vol")),
            "event_date"),
        List.of("event_date"),
        List.of("instrument", "event_time"),
        OWNER,
        "Trades as delivered; corrections and cancellations are rows of their own.",
        Map.of(TableSpec.APPEND_ONLY, "true"));
  }

  static TableSpec quotes() {
    return new TableSpec(
        Tables.bronze("raw_quotes"),
        common(
            List.of(
                Column.int64("event_time_ns").nullableColumn(),
                Column.decimal("bid", 18, 8),
                Column.decimal("ask", 18, 8),
                Column.decimal("bid_size", 28, 8).nullableColumn(),
                Column.decimal("ask_size", 28, 8).nullableColumn()),
            "event_date"),
        List.of("event_date"),
        List.of("instrument", "event_time"),
        OWNER,
        "Top-of-book quotes as delivered.",
        Map.of(TableSpec.APPEND_ONLY, "true"));
  }

  static TableSpec corporateActions() {
    List<Column> columns =
        List.of(
            Column.string("action"),
            Column.decimal("value", 28, 12),
            Column.string("currency").nullableColumn());
    return new TableSpec(
        Tables.bronze("corporate_actions"),
        common(columns, ""),
        List.of(),
        List.of("instrument", "event_time"),
        OWNER,
        "Splits, dividends and capital gains; applied at read.",
        Map.of(TableSpec.APPEND_ONLY, "true"));
  }

  static TableSpec deadLetters() {
    TableName name = Tables.bronze("dead_letters");
    TableSchema schema =
        TableSchema.of(
            Column.string("dead_letter_id"),
            Column.string("target_table"),
            Column.string("source_provider"),
            Column.string("instrument").nullableColumn(),
            Column.string("reason"),
            Column.string("detail"),
            Column.string("payload"),
            Column.string("decoder"),
            Column.string("_source_file"),
            Column.int64("_source_row"),
            Column.timestamp("_extracted_at"),
            Column.string("_ingestion_id"),
            Column.string("status"),
            Column.timestamp("resolved_at").nullableColumn(),
            Column.int32("attempts"));
    return new TableSpec(
        name,
        schema,
        List.of(),
        List.of("_source_file", "_source_row"),
        OWNER,
        "Rows refused by the gate: OPEN, REPLAYED or DISCARDED.",
        Map.of());
  }

  static TableSpec instruments() {
    TableSchema schema =
        TableSchema.of(
            Column.string("instrument"),
            Column.string("asset_class"),
            Column.string("calendar"),
            Column.decimal("tick_size", 18, 8).nullableColumn(),
            Column.bool("include_closing_auction"),
            Column.timestamp("known_time"));
    return new TableSpec(
        Tables.bronze("instruments"),
        schema,
        List.of(),
        List.of("instrument"),
        OWNER,
        "The instruments and the calendar each trades on.",
        Map.of());
  }

  /** Key, times and origin, then the table's own columns, then audit columns and the partition. */
  private static TableSchema common(List<Column> own, String partition) {
    List<Column> all = new ArrayList<>();
    all.add(Column.string("instrument"));
    all.add(Column.timestamp("event_time"));
    all.add(Column.timestamp("known_time"));
    all.add(Column.string("known_time_basis"));
    all.add(Column.string("source_provider"));
    all.add(Column.int64("source_seq"));
    all.addAll(own);
    all.add(Column.string("flags").nullableColumn());
    all.add(Column.bool("is_mock"));
    all.add(Column.string("_ingestion_id"));
    all.add(Column.string("_source_file"));
    all.add(Column.int64("_source_row"));
    all.add(Column.timestamp("_extracted_at"));
    if (!partition.isEmpty()) {
      all.add(Column.date(partition));
    }
    return new TableSchema(all);
  }
}
