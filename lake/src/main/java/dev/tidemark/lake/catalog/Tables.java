package dev.tidemark.lake.catalog;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Every table of the lake. Bronze holds what was delivered and only grows; silver is derived and
 * can be rebuilt.
 */
public final class Tables {

  private static final Map<Timeframe, TableSpec> BARS = new EnumMap<>(Timeframe.class);

  static {
    for (Timeframe timeframe : Timeframe.STORED) {
      BARS.put(timeframe, BronzeTables.bars(timeframe));
    }
  }

  /** Trades as delivered: new, corrected and cancelled, every version kept. */
  public static final TableSpec RAW_TRADES = BronzeTables.trades();

  /** Top-of-book quotes as delivered. */
  public static final TableSpec RAW_QUOTES = BronzeTables.quotes();

  /** Splits, dividends and capital gains, with the time each became known. */
  public static final TableSpec CORPORATE_ACTIONS = BronzeTables.corporateActions();

  /** Rows that were refused, with reason, payload and source position. */
  public static final TableSpec DEAD_LETTERS = BronzeTables.deadLetters();

  /** The instruments and their calendars. */
  public static final TableSpec INSTRUMENTS = BronzeTables.instruments();

  /** The winning bar of each key, with every change of winner. */
  public static final TableSpec MARKET_DATA_UNIFIED = SilverTables.unified();

  /** Unified bars with indicators and regime. */
  public static final TableSpec MARKET_DATA_ENRICHED = SilverTables.enriched();

  /** The pulse over six timeframes at each decision time. */
  public static final TableSpec MULTI_TIMEFRAME_ANALYSIS = SilverTables.multiTimeframe();

  /** What recursive indicators carry from one run to the next. */
  public static final TableSpec KERNEL_STATE = SilverTables.kernelState();

  private Tables() {}

  /** The bronze bar table of a stored timeframe; UNSUPPORTED for others. */
  public static TableSpec bars(Timeframe timeframe) {
    TableSpec spec = BARS.get(timeframe);
    if (spec == null) {
      throw TidemarkException.of(
              ErrorCode.UNSUPPORTED,
              "No table for this timeframe",
              "bars are stored for 1m, 5m, 15m, 1h, 4h and 1d only",
              "use one of these timeframes")
          .withDetail("timeframe", timeframe.code());
    }
    return spec;
  }

  /** The partition column of a bar table: {@code event_month} or {@code event_year}. */
  public static String barPartition(Timeframe timeframe) {
    return bars(timeframe).partitionBy().getFirst();
  }

  /** All tables: bronze, then silver. */
  public static List<TableSpec> all() {
    List<TableSpec> all = new ArrayList<>(BARS.values());
    all.add(RAW_TRADES);
    all.add(RAW_QUOTES);
    all.add(CORPORATE_ACTIONS);
    all.add(DEAD_LETTERS);
    all.add(INSTRUMENTS);
    all.add(MARKET_DATA_UNIFIED);
    all.add(MARKET_DATA_ENRICHED);
    all.add(MULTI_TIMEFRAME_ANALYSIS);
    all.add(KERNEL_STATE);
    return List.copyOf(all);
  }

  static TableName bronze(String name) {
    return TableName.of("bronze", name);
  }

  static TableName silver(String name) {
    return TableName.of("silver", name);
  }
}
