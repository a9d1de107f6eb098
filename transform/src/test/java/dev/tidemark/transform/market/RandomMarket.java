package dev.tidemark.transform.market;

import dev.tidemark.core.time.BarInterval;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.lake.RowBatches;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bronze rows as they come in real life: three ranked providers and a mock one, missing minutes,
 * late, corrected, repeated and unusable bars, bars of longer timeframes beside the minutes, all in
 * random order of arrival.
 */
public final class RandomMarket {
  public static final List<String> RANKED = List.of("alpha", "beta");
  public static final Instant REGISTERED = Instant.parse("2024-01-01T00:00:00Z");
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 6, 27);

  /** A bronze row and the table it belongs to. */
  public record Delivery(TableSpec table, Map<String, @Nullable Object> row) {
    public Instant known() {
      return (Instant) Objects.requireNonNull(row.get("known_time"));
    }
  }

  private final Random random;
  private final List<Delivery> deliveries = new ArrayList<>();

  private RandomMarket(long seed) {
    this.random = new Random(seed);
  }

  /**
   * All deliveries, in the order of arrival.
   *
   * @param minutesPerDay minutes of each session that get bars, from its open on
   */
  public static List<Delivery> deliveries(long seed, int minutesPerDay) {
    RandomMarket market = new RandomMarket(seed);
    market.instrument("BTC-USD", CalendarId.CRYPTO_24X7, 3, minutesPerDay);
    market.instrument("AAPL", CalendarId.XNYS, 4, minutesPerDay / 2);
    market.ticks(minutesPerDay / 2);
    market.arrive();
    return market.deliveries;
  }

  private void instrument(String symbol, CalendarId calendarId, int days, int minutesPerDay) {
    TradingCalendar calendar = TradingCalendar.of(calendarId);
    for (Session session : calendar.sessions(FIRST_DAY, FIRST_DAY.plusDays(days))) {
      for (Timeframe timeframe : List.of(Timeframe.M1, Timeframe.M5, Timeframe.H1, Timeframe.D1)) {
        int bars = SessionGrid.bars(session, timeframe);
        for (int k = 0; k < bars; k++) {
          BarInterval bar = SessionGrid.bar(session, timeframe, k);
          boolean within = bar.startNanos() - session.openNanos() < minutesPerDay * 60_000_000_000L;
          if (within) {
            bar(symbol, timeframe, bar);
          }
        }
      }
    }
  }

  private void bar(String symbol, Timeframe timeframe, BarInterval bar) {
    boolean minute = timeframe == Timeframe.M1;
    for (String provider : List.of("beta", "alpha", "gamma", "sim")) {
      int share = minute ? (provider.equals("beta") ? 90 : 20) : 12;
      if (random.nextInt(100) >= share) {
        continue;
      }
      long delay = 1 + random.nextInt(20);
      if (random.nextInt(25) == 0) {
        delay += random.nextInt(60 * 60 * (random.nextInt(4) == 0 ? 70 : 2));
      }
      if (random.nextInt(60) == 0) {
        delay = -30; // delivered while the bar was still running
      }
      int revisions = random.nextInt(30) == 0 ? 1 + random.nextInt(2) : 0;
      for (int revision = 0; revision <= revisions; revision++) {
        Map<String, @Nullable Object> row = row(symbol, timeframe, bar, provider, revision, delay);
        deliveries.add(new Delivery(Tables.bars(timeframe), row));
        if (random.nextInt(40) == 0) {
          Map<String, @Nullable Object> twin = new LinkedHashMap<>(row);
          twin.put("source_seq", 1L);
          deliveries.add(new Delivery(Tables.bars(timeframe), twin));
        }
        delay += 1 + random.nextInt(60 * (1 + random.nextInt(200)));
      }
    }
  }

  private Map<String, @Nullable Object> row(
      String symbol,
      Timeframe timeframe,
      BarInterval bar,
      String provider,
      int revision,
      long delaySeconds) {
    Instant label = Instant.EPOCH.plusNanos(bar.startNanos());
    Instant close = Instant.EPOCH.plusNanos(bar.endNanos());
    long open = 10_000 + random.nextInt(200);
    long last = 10_000 + random.nextInt(200);
    long low = Math.min(open, last) - random.nextInt(20);
    boolean unusable = random.nextInt(80) == 0;
    long volume = random.nextInt(5_000);
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("instrument", symbol);
    row.put("event_time", label);
    row.put("known_time", close.plusSeconds(delaySeconds));
    row.put("known_time_basis", random.nextBoolean() ? "OBSERVED" : "ASSUMED");
    row.put("source_provider", provider);
    row.put("source_seq", 0L);
    row.put("timeframe", timeframe.code());
    row.put("t_close", close);
    row.put("open", cents(open));
    row.put("high", cents(Math.max(open, last) + random.nextInt(20)));
    row.put("low", cents(unusable ? -1 : low));
    row.put("close", cents(last));
    row.put("volume", cents(volume));
    row.put("notional", random.nextInt(10) == 0 ? null : cents(volume * 100));
    row.put("trade_count", random.nextInt(3) == 0 ? null : 7L);
    row.put("vwap", null);
    row.put("vwap_quality", "PROVIDER");
    row.put("partial", bar.partial());
    row.put("revision", revision);
    row.put("flags", unusable ? "NON_POSITIVE" : null);
    row.put("is_mock", provider.equals("sim"));
    row.put("_ingestion_id", "i");
    row.put("_source_file", "f");
    row.put("_source_row", 1L);
    row.put("_extracted_at", REGISTERED);
    LocalDate day = LocalDate.ofInstant(label, ZoneOffset.UTC);
    boolean yearly = timeframe.seconds() >= Timeframe.H1.seconds();
    row.put(Tables.barPartition(timeframe), yearly ? day.withDayOfYear(1) : day.withDayOfMonth(1));
    return row;
  }

  /** Trades with corrections and cancellations, and quotes, of an instrument with few bars. */
  private void ticks(int minutes) {
    Instant open = FIRST_DAY.atTime(23, 50).toInstant(ZoneOffset.UTC);
    for (int id = 1; id <= minutes * 3; id++) {
      Instant time = open.plusMillis(random.nextInt(minutes * 60_000));
      Instant known = time.plusSeconds(tickDelay());
      String provider = random.nextInt(4) == 0 ? "gamma" : "tape";
      trade(provider, id, 1, "NEW", time, known);
      if (random.nextInt(12) == 0) {
        boolean cancel = random.nextBoolean();
        Instant moved = cancel ? time : time.plusSeconds(random.nextInt(200) - 100);
        trade(
            provider,
            id,
            2,
            cancel ? "CANCEL" : "CORRECT",
            moved,
            known.plusSeconds(random.nextInt(9_000)));
      }
      if (random.nextInt(2) == 0) {
        quote(time, known);
      }
    }
    TradingCalendar calendar = TradingCalendar.of(CalendarId.CRYPTO_24X7);
    Session session = calendar.session(FIRST_DAY.plusDays(1)).orElseThrow();
    for (int k = 0; k < minutes / 4; k++) {
      bar("ETH-USD", Timeframe.M1, SessionGrid.bar(session, Timeframe.M1, k));
    }
  }

  private long tickDelay() {
    return 1 + random.nextInt(random.nextInt(15) == 0 ? 5_000 : 8);
  }

  private void trade(String provider, int id, int version, String op, Instant time, Instant known) {
    Map<String, @Nullable Object> row = tick(provider, time, known);
    row.put("trade_id", Integer.toString(id));
    row.put("seq", (long) id);
    row.put("version", version);
    row.put("op", op);
    row.put("price", cents(random.nextInt(90) == 0 ? -5 : 9_900 + random.nextInt(200)));
    row.put("size", cents(1 + random.nextInt(500)));
    row.put("side", random.nextInt(9) == 0 ? null : random.nextBoolean() ? "BUY" : "SELL");
    row.put("upd_last", random.nextInt(20) > 0);
    row.put("upd_hilo", true);
    row.put("upd_vol", random.nextInt(20) > 0);
    deliveries.add(new Delivery(Tables.RAW_TRADES, row));
  }

  private void quote(Instant time, Instant known) {
    Map<String, @Nullable Object> row = tick("quotes", time, known);
    long bid = 9_900 + random.nextInt(200);
    row.put("bid", cents(bid));
    row.put("ask", cents(bid + random.nextInt(12) - 1));
    deliveries.add(new Delivery(Tables.RAW_QUOTES, row));
  }

  private Map<String, @Nullable Object> tick(String provider, Instant time, Instant known) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("instrument", "ETH-USD");
    row.put("event_time", time);
    int nanos = random.nextInt(3) * 400;
    row.put("event_time_ns", nanos == 0 ? null : time.toEpochMilli() * 1_000_000L + nanos);
    row.put("known_time", known);
    row.put("known_time_basis", "OBSERVED");
    row.put("source_provider", provider);
    row.put("source_seq", 0L);
    row.put("is_mock", false);
    row.put("_ingestion_id", "i");
    row.put("_source_file", "f");
    row.put("_source_row", 1L);
    row.put("_extracted_at", REGISTERED);
    row.put("event_date", LocalDate.ofInstant(time, ZoneOffset.UTC));
    return row;
  }

  private static BigDecimal cents(long value) {
    return BigDecimal.valueOf(value, 2);
  }

  /** Roughly by known time, with much disorder, and a few rows anywhere. */
  private void arrive() {
    TreeMap<Long, List<Delivery>> byArrival = new TreeMap<>();
    for (Delivery delivery : deliveries) {
      long at = delivery.known().getEpochSecond() + random.nextInt(4 * 3_600);
      if (random.nextInt(50) == 0) {
        at += random.nextInt(5 * 86_400);
      }
      byArrival.computeIfAbsent(at, unused -> new ArrayList<>()).add(delivery);
    }
    deliveries.clear();
    byArrival.values().forEach(deliveries::addAll);
  }

  /** Adds a part of the deliveries to bronze, one commit per table. */
  public static void deliver(TableStore store, List<Delivery> part) {
    Map<String, List<Map<String, @Nullable Object>>> byTable = new TreeMap<>();
    Map<String, TableSpec> specs = new TreeMap<>();
    for (Delivery delivery : part) {
      String name = delivery.table().name().toString();
      specs.put(name, delivery.table());
      byTable.computeIfAbsent(name, unused -> new ArrayList<>()).add(delivery.row());
    }
    byTable.forEach(
        (name, rows) -> {
          TableSpec spec = specs.get(name);
          if (spec != null) {
            store
                .create(spec)
                .append(List.of(RowBatches.of(spec.schema(), rows)), CommitRequest.of("INGEST"));
          }
        });
  }

  /** Registers the instruments. */
  public static void register(TableStore store) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    rows.add(instrument("AAPL", "EQUITY", "XNYS"));
    rows.add(instrument("BTC-USD", "CRYPTO", "CRYPTO_24X7"));
    rows.add(instrument("ETH-USD", "CRYPTO", "CRYPTO_24X7"));
    store
        .create(Tables.INSTRUMENTS)
        .append(
            List.of(RowBatches.of(Tables.INSTRUMENTS.schema(), rows)),
            CommitRequest.of("REGISTER"));
  }

  private static Map<String, @Nullable Object> instrument(
      String symbol, String assetClass, String calendar) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("instrument", symbol);
    row.put("asset_class", assetClass);
    row.put("calendar", calendar);
    row.put("include_closing_auction", false);
    row.put("known_time", REGISTERED);
    return row;
  }

  /** Cuts a list into parts of random sizes. */
  public static <T> List<List<T>> parts(List<T> all, int count, Random random) {
    List<Integer> cuts = new ArrayList<>(List.of(0, all.size()));
    for (int i = 1; i < count; i++) {
      cuts.add(random.nextInt(all.size() + 1));
    }
    Collections.sort(cuts);
    List<List<T>> out = new ArrayList<>();
    for (int i = 0; i + 1 < cuts.size(); i++) {
      out.add(all.subList(cuts.get(i), cuts.get(i + 1)));
    }
    return out;
  }
}
