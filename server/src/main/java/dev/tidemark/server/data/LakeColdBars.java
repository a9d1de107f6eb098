package dev.tidemark.server.data;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.bars.RollUp;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.server.market.ColdBars;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.progress.Instruments;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bars made of what the lake keeps of a series: the same records, by the same rules, as the
 * database made them of. Safe for threads.
 */
public final class LakeColdBars implements ColdBars {
  private static final Duration AUCTION = Duration.ofMinutes(5);

  /** A session with more is not for a request to read. */
  private static final int MOST_RECORDS = 3_000_000;

  /** No calendar is closed for so long. */
  private static final int DAYS = 30;

  private final TableStore store;

  public LakeColdBars(TableStore store) {
    this.store = store;
  }

  @Override
  public Optional<Part> read(
      Series series, Timeframe timeframe, Instant from, Instant until, Instant asKnown) {
    Instruments instruments = Instruments.read(store);
    Optional<Instrument> instrument = instruments.find(series.symbol());
    Optional<Snapshot> table = store.find(spec(series.basis()).name()).map(Table::latest);
    if (instrument.isEmpty() || table.isEmpty()) {
      return Optional.empty();
    }
    StoredRecords records = new StoredRecords(table.get(), series);
    if (records.first(Instant.EPOCH).isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> next = records.first(from);
    if (next.isEmpty() || !next.get().isBefore(until)) {
      return Optional.of(new Part(List.of(), List.of(), until));
    }
    TradingCalendar calendar = instruments.calendar(series.symbol());
    Session session = session(calendar, from, next.get());
    BarRules rules = BarRules.of(instrument.get(), calendar, timeframe);
    long known = nanos(asKnown);
    Part all =
        switch (series.basis()) {
          case TRADES -> priced(trades(records, session, known, rules));
          case QUOTES -> priced(quotes(records, session, known, rules));
          case BARS -> minutes(records, session, known, rules, calendar);
        };
    Instant close = instant(session.closeNanos());
    Instant end = close.isBefore(until) ? close : until;
    List<Bar> bars = new ArrayList<>();
    List<Boolean> priced = new ArrayList<>();
    for (int i = 0; i < all.bars().size(); i++) {
      Bar bar = all.bars().get(i);
      if (bar.startNanos() >= nanos(from)
          && bar.startNanos() < nanos(end)
          && session.contains(bar.startNanos())) {
        bars.add(bar);
        priced.add(all.priced().get(i));
      }
    }
    return Optional.of(new Part(bars, priced, end));
  }

  private static TableSpec spec(Basis basis) {
    return switch (basis) {
      case TRADES -> Tables.RAW_TRADES;
      case QUOTES -> Tables.RAW_QUOTES;
      case BARS -> Tables.bars(Timeframe.M1);
    };
  }

  /** The first that closes after {@code from} and to which a record at {@code next} can belong. */
  private static Session session(TradingCalendar calendar, Instant from, Instant next) {
    LocalDate date = next.atZone(ZoneOffset.UTC).toLocalDate();
    return calendar.sessions(date.minusDays(1), date.plusDays(DAYS)).stream()
        .filter(
            session ->
                session.closeNanos() > nanos(from)
                    && session.closeNanos() + AUCTION.toNanos() > nanos(next))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no session after " + date));
  }

  private static Part priced(List<Bar> bars) {
    return new Part(bars, bars.stream().map(bar -> true).toList(), Instant.EPOCH);
  }

  /** Trades that were told more than once may have been told at another time of day before. */
  private static List<Bar> trades(
      StoredRecords records, Session session, long known, BarRules rules) {
    Instant open = instant(session.openNanos());
    Instant close = instant(session.closeNanos()).plus(AUCTION);
    StoredRecords.Trades found = new StoredRecords.Trades(MOST_RECORDS);
    records.scan(open, close, Predicate.all(), found);
    records.scan(
        open.minus(Duration.ofDays(1)),
        close.plus(Duration.ofDays(1)),
        Predicate.not(Predicate.eq("op", "NEW")),
        found);
    return TradeBars.asKnown(found.trades(), known, rules);
  }

  private static List<Bar> quotes(
      StoredRecords records, Session session, long known, BarRules rules) {
    StoredRecords.Mids found = new StoredRecords.Mids(known, MOST_RECORDS);
    records.scan(
        instant(session.openNanos()),
        instant(session.closeNanos()),
        Predicate.all(),
        found,
        "event_time",
        "event_time_ns",
        "source_seq");
    return ColumnarBars.ofMids(found.rows(), found.ts(), found.bid(), found.ask(), rules).bars();
  }

  private static Part minutes(
      StoredRecords records,
      Session session,
      long known,
      BarRules rules,
      TradingCalendar calendar) {
    StoredRecords.Minutes found =
        new StoredRecords.Minutes(known, new GridCursor(calendar, Timeframe.M1));
    records.scan(
        instant(session.openNanos()),
        instant(session.closeNanos()),
        Predicate.all(),
        found,
        "event_time",
        "known_time",
        "source_seq");
    found.end();
    BarColumns columns = new BarColumns();
    found.bars().forEach(columns::add);
    List<Bar> bars = RollUp.of(columns, rules).bars();
    List<Boolean> priced =
        bars.stream()
            .map(
                bar ->
                    found.unpriced().stream()
                        .noneMatch(at -> at >= bar.startNanos() && at < bar.endNanos()))
            .toList();
    return new Part(bars, priced, Instant.EPOCH);
  }

  static TidemarkException tooMany(int most) {
    return TidemarkException.of(
            ErrorCode.RESOURCE_EXHAUSTED,
            "The session has too many records for a request",
            "what the database does not keep is made of the records of the lake, and the session"
                + " has more than "
                + most,
            "Read it from the lake: 'tidemark tables read market_data_unified'")
        .withDetail("reason", "SESSION_TOO_LARGE");
  }

  private static long nanos(Instant time) {
    return Instants.micros(time) * 1_000;
  }

  private static Instant instant(long nanos) {
    return Instants.ofMicros(nanos / 1_000);
  }
}
