package dev.tidemark.transform.progress;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The registered instruments and their calendars. Immutable. */
public final class Instruments {
  private final Map<String, Instrument> bySymbol;
  private final Map<CalendarId, TradingCalendar> calendars = new EnumMap<>(CalendarId.class);

  private Instruments(Map<String, Instrument> bySymbol) {
    this.bySymbol = Map.copyOf(bySymbol);
    for (CalendarId id : CalendarId.values()) {
      calendars.put(id, TradingCalendar.of(id));
    }
  }

  /** Reads the registry; of several rows of an instrument the one known last holds. */
  public static Instruments read(TableStore store) {
    Map<String, Instrument> found = new HashMap<>();
    store
        .find(Tables.INSTRUMENTS.name())
        .map(Table::latest)
        .ifPresent(
            registry ->
                registry
                    .scan(ScanRequest.all().orderBy("known_time"))
                    .forEachBatch(batch -> read(batch, found)));
    return new Instruments(found);
  }

  private static void read(ColumnBatch batch, Map<String, Instrument> into) {
    for (int row = 0; row < batch.rows(); row++) {
      String symbol = text(batch, "instrument", row);
      into.put(
          symbol,
          new Instrument(
              symbol,
              AssetClass.valueOf(text(batch, "asset_class", row)),
              CalendarId.valueOf(text(batch, "calendar", row)),
              (BigDecimal) batch.value("tick_size", row),
              batch.booleans("include_closing_auction")[row]));
    }
  }

  private static String text(ColumnBatch batch, String column, int row) {
    String text = batch.string(column, row);
    if (text == null) {
      throw TidemarkException.of(
              ErrorCode.CORRUPT,
              "An instrument is registered incompletely",
              "a column that cannot be null is",
              "register the instrument again")
          .withDetail("column", column);
    }
    return text;
  }

  public Optional<Instrument> find(String symbol) {
    return Optional.ofNullable(bySymbol.get(symbol));
  }

  /** The instrument; PRECONDITION_FAILED when it is not registered. */
  public Instrument get(String symbol) {
    Instrument found = bySymbol.get(symbol);
    if (found == null) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "An instrument with bars is not registered",
              "its calendar is not known, and without one its bars cannot be placed in sessions",
              "register it: backfill does so, with the asset's calendar")
          .withDetail("instrument", symbol)
          .withDetail("registered", new TreeSet<>(bySymbol.keySet()));
    }
    return found;
  }

  public TradingCalendar calendar(String symbol) {
    return calendar(get(symbol).calendar());
  }

  private TradingCalendar calendar(CalendarId id) {
    TradingCalendar calendar = calendars.get(id);
    if (calendar == null) {
      throw new IllegalStateException("no calendar " + id);
    }
    return calendar;
  }

  /** What the calendars say; changes whenever a session may. */
  public String calendarVersions() {
    return String.join(" ", calendars.values().stream().map(TradingCalendar::toString).toList());
  }
}
