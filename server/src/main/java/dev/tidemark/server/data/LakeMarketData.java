package dev.tidemark.server.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.progress.Instruments;
import dev.tidemark.transform.unify.Distinct;
import dev.tidemark.transform.unify.ProviderRanks;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.LongFunction;

/**
 * Market data out of the lake: the winning bar of each label as known at the asked instant, split
 * adjusted ({@link Splits}), and the prevailing quotes. Safe for threads.
 *
 * <p>What was read is kept, by request and table versions, together with the instants of knowledge
 * for which it holds, so that asking again "as known now" reads nothing.
 */
public final class LakeMarketData implements MarketData {
  /** Bars and quotes kept; a bar is 48 bytes and its quotes 32. */
  private static final long KEPT_BARS = 4_000_000;

  private static final int KEPT_TICKERS = 1_000;

  /** No analysis uses older quotes. */
  private static final int LONGEST_AGE_SECONDS = 86_400;

  private final TableStore store;
  private final SilverUpkeep upkeep;
  private final ProviderRanks ranks;
  private final Map<CalendarId, TradingCalendar> calendars = new EnumMap<>(CalendarId.class);
  private final Cache<BarsKey, Held<SessionBars>> bars =
      Caffeine.newBuilder()
          .maximumWeight(KEPT_BARS)
          .<BarsKey, Held<SessionBars>>weigher((key, held) -> 1 + held.value().bars())
          .build();
  private final Cache<QuotesKey, Held<Optional<BarQuotes>>> quotes =
      Caffeine.newBuilder()
          .maximumWeight(KEPT_BARS)
          .<QuotesKey, Held<Optional<BarQuotes>>>weigher(
              (key, held) -> 1 + held.value().map(q -> q.bidAtOpen().length).orElse(0))
          .build();
  private final Cache<QuotesKey, Held<KnownSpan>> quoteRows =
      Caffeine.newBuilder().maximumSize(KEPT_TICKERS).build();
  private final Cache<TickerKey, Optional<TickerInfo>> infos =
      Caffeine.newBuilder().maximumSize(KEPT_TICKERS).build();
  private final Cache<Long, List<String>> names = Caffeine.newBuilder().maximumSize(1).build();

  /**
   * @param upkeep keeps silver in step with bronze
   * @param ranks which provider's quotes are preferred
   */
  public LakeMarketData(TableStore store, SilverUpkeep upkeep, ProviderRanks ranks) {
    this.store = store;
    this.upkeep = upkeep;
    this.ranks = ranks;
    for (CalendarId id : CalendarId.values()) {
      calendars.put(id, TradingCalendar.of(id));
    }
  }

  private record BarsKey(
      String ticker,
      Timeframe interval,
      CalendarId calendar,
      LocalDate start,
      LocalDate end,
      long unified,
      long actions,
      long instruments) {}

  private record QuotesKey(
      String ticker, String dataHash, LocalDate start, LocalDate end, int maxAge, long version) {}

  private record TickerKey(String ticker, long unified, long instruments) {}

  /** A value with the instants of knowledge for which it holds. */
  private record Held<T>(T value, KnownSpan span) {}

  @Override
  public Optional<TickerInfo> ticker(String ticker) {
    upkeep.ensure();
    return unified().flatMap(silver -> info(silver, ticker));
  }

  private Optional<TickerInfo> info(Snapshot silver, String ticker) {
    TickerKey key = new TickerKey(ticker, silver.version(), version(Tables.INSTRUMENTS));
    return infos.get(
        key,
        unused ->
            Instruments.read(store)
                .find(ticker)
                .map(
                    instrument ->
                        new TickerInfo(
                            instrument,
                            Coverages.read(silver, ticker, calendar(instrument.calendar()))))
                .filter(info -> !info.coverage().isEmpty()));
  }

  @Override
  public List<String> tickers() {
    upkeep.ensure();
    return unified()
        .map(
            silver ->
                names.get(silver.version(), unused -> List.copyOf(Distinct.instruments(silver))))
        .orElse(List.of());
  }

  @Override
  public SessionBars bars(BarsRequest request) {
    upkeep.ensure();
    return heldBars(request).value();
  }

  private Held<SessionBars> heldBars(BarsRequest request) {
    Snapshot silver = unified().orElseThrow(() -> noTicker(request.ticker()));
    BarsKey key =
        new BarsKey(
            request.ticker(),
            request.interval(),
            request.calendar(),
            request.start(),
            request.end(),
            silver.version(),
            version(Tables.CORPORATE_ACTIONS),
            version(Tables.INSTRUMENTS));
    return held(
        bars, key, Instants.micros(request.asKnown()), micros -> read(silver, request, micros));
  }

  private Held<SessionBars> read(Snapshot silver, BarsRequest request, long asKnown) {
    TickerInfo info = info(silver, request.ticker()).orElseThrow(() -> noTicker(request.ticker()));
    if (info.coverage().stream().noneMatch(c -> c.interval() == request.interval())) {
      throw noInterval(request, info);
    }
    TradingCalendar calendar = calendar(request.calendar());
    List<Session> sessions = calendar.sessions(request.start(), request.end());
    KnownSpan span = new KnownSpan(asKnown);
    SessionBars.Builder builder =
        new SessionBars.Builder(request.interval(), sessions, tickSize(info.instrument()));
    if (!sessions.isEmpty()) {
      Splits splits = Splits.read(store, request.ticker(), calendar, sessions.getLast(), span);
      StoredBars.read(silver, request, sessions, splits, span, builder);
    }
    return new Held<>(builder.build(), span);
  }

  @Override
  public Optional<BarQuotes> quotes(BarsRequest request, SessionBars of, int maxAgeSeconds) {
    upkeep.ensure();
    Optional<Snapshot> table = store.find(Tables.RAW_QUOTES.name()).map(Table::latest);
    if (table.isEmpty()) {
      return Optional.empty();
    }
    QuotesKey key =
        new QuotesKey(
            request.ticker(),
            of.interval() + of.dataHash(),
            request.start(),
            request.end(),
            maxAgeSeconds,
            table.get().version());
    return held(
            quotes,
            key,
            Instants.micros(request.asKnown()),
            asKnown -> {
              KnownSpan span = new KnownSpan(asKnown);
              StoredQuotes stored = new StoredQuotes(table.get(), ranks);
              return new Held<>(stored.read(request.ticker(), of, maxAgeSeconds, span), span);
            })
        .value();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The bars are read for it, once: their versions and the last of their rows that was known say
   * which rows they are made of.
   *
   * @throws TidemarkException as {@link #bars}
   */
  @Override
  public String revision(BarsRequest request) {
    upkeep.ensure();
    long asKnown = Instants.micros(request.asKnown());
    String rows = heldBars(request).span() + quotesRevision(request, asKnown);
    return "u%d.a%d.i%d.%s"
        .formatted(
            version(Tables.MARKET_DATA_UNIFIED),
            version(Tables.CORPORATE_ACTIONS),
            version(Tables.INSTRUMENTS),
            rows);
  }

  private String quotesRevision(BarsRequest request, long asKnown) {
    List<Session> sessions = calendar(request.calendar()).sessions(request.start(), request.end());
    Optional<Snapshot> table = store.find(Tables.RAW_QUOTES.name()).map(Table::latest);
    if (table.isEmpty() || sessions.isEmpty()) {
      return "";
    }
    QuotesKey key =
        new QuotesKey(
            request.ticker(),
            request.calendar().name(),
            request.start(),
            request.end(),
            LONGEST_AGE_SECONDS,
            table.get().version());
    KnownSpan span =
        held(
                quoteRows,
                key,
                asKnown,
                micros -> {
                  KnownSpan known = new KnownSpan(micros);
                  new StoredQuotes(table.get(), ranks)
                      .known(request.ticker(), sessions, LONGEST_AGE_SECONDS, known);
                  return new Held<>(known, known);
                })
            .value();
    return ".q" + table.get().version() + "." + span;
  }

  /** The kept value if it holds at the instant, else the one read now; one reader per key. */
  private static <K, T> Held<T> held(
      Cache<K, Held<T>> cache, K key, long asKnown, LongFunction<Held<T>> read) {
    BiPredicate<Held<T>, Long> holds = (held, micros) -> held.span().holdsAt(micros);
    Held<T> known = cache.getIfPresent(key);
    if (known != null && holds.test(known, asKnown)) {
      return known;
    }
    return cache
        .asMap()
        .compute(
            key,
            (unused, other) ->
                other != null && holds.test(other, asKnown) ? other : read.apply(asKnown));
  }

  private Optional<Snapshot> unified() {
    return store.find(Tables.MARKET_DATA_UNIFIED.name()).map(Table::latest);
  }

  private long version(TableSpec spec) {
    return store.find(spec.name()).map(table -> table.latest().version()).orElse(-1L);
  }

  private TradingCalendar calendar(CalendarId id) {
    TradingCalendar calendar = calendars.get(id);
    if (calendar == null) {
      throw new IllegalStateException("no calendar " + id);
    }
    return calendar;
  }

  private static double tickSize(Instrument instrument) {
    BigDecimal tick = instrument.tickSize();
    return tick == null ? 0 : tick.doubleValue();
  }

  private TidemarkException noTicker(String ticker) {
    return TidemarkException.of(
            ErrorCode.NOT_FOUND,
            "No such ticker",
            "no bars are stored under this name",
            "load some with 'tidemark backfill', or use one of the tickers that are there")
        .withDetail("ticker", ticker)
        .withDetail("tickers", tickers());
  }

  private static TidemarkException noInterval(BarsRequest request, TickerInfo info) {
    return TidemarkException.of(
            ErrorCode.NOT_FOUND,
            "No bars of this interval",
            "longer bars are made of one-minute bars only, and these are not stored",
            "use an interval that is stored")
        .withDetail("ticker", request.ticker())
        .withDetail("interval", request.interval())
        .withDetail("stored", info.coverage().stream().map(c -> c.interval().code()).toList());
  }
}
