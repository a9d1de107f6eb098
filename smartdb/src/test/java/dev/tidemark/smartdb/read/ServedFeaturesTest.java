package dev.tidemark.smartdb.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.embedded.Sql;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.smartdb.write.QuoteBatch;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quotes, views, news, the registry and refusals. */
class ServedFeaturesTest {
  private static final TradingCalendar FX = TradingCalendar.of(CalendarId.FX_24X5);
  private static final Instant START = Instant.parse("2024-05-07T09:00:00Z");
  private static final long SECOND = 1_000_000_000L;
  private static final int QUOTES = 4_000;

  private static ScratchDatabase market;
  private static MarketWriter writer;
  private static FeatureReader reader;
  private static final long[] TS = new long[QUOTES];
  private static final long[] BID = new long[QUOTES];
  private static final long[] ASK = new long[QUOTES];
  private static final long[] KNOWN = new long[QUOTES];

  @BeforeAll
  static void open() throws Exception {
    market = TestMarket.create();
    writer =
        new PostgresMarketWriter(
            market.database().dataSource(DatabaseRole.INGEST),
            () -> Instant.parse("2025-01-01T00:00:00Z"));
    reader = new FeatureReader(market.database().dataSource(DatabaseRole.READER));
    Instrument instrument =
        new Instrument("EURUSD", AssetClass.FX, CalendarId.FX_24X5, null, false);
    int series = writer.series(new SeriesSpec(instrument, "test", Basis.QUOTES, 100));
    Random random = new Random(5);
    long ts = START.getEpochSecond() * SECOND;
    for (int i = 0; i < QUOTES; i++) {
      ts += random.nextLong(5 * SECOND) * (random.nextInt(500) == 0 ? 300 : 1);
      TS[i] = ts;
      BID[i] = 1_08000000L + random.nextInt(100_000);
      // Some crossed, some locked, some with a middle between two units.
      ASK[i] = BID[i] + random.nextInt(400) - 20;
      KNOWN[i] =
          ts / 1_000 * 1_000
              + 1_000
              + random.nextLong(random.nextInt(50) == 0 ? 600_000L : 900L) * 1_000_000L;
    }
    int[] numbers = new int[QUOTES];
    Arrays.fill(numbers, series);
    long[] seq = new long[QUOTES];
    writer.quotes(new QuoteBatch(QUOTES, numbers, TS, seq, BID, ASK, null, null, KNOWN));
  }

  @AfterAll
  static void close() {
    writer.close();
    market.close();
  }

  @Test
  void middlesOfQuotesAndTheLastQuoteAsKnown() {
    FeatureOracle oracle =
        new FeatureOracle(FX, FX.sessions(LocalDate.of(2024, 5, 7), LocalDate.of(2024, 5, 10)));
    Random random = new Random(6);
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Instant asOf = START.plusMillis(random.nextLong((TS[QUOTES - 1] - TS[0]) / 1_000_000));
      questions.add(
          new Question("EURUSD", asOf, asOf.plusMillis(i % 3 == 0 ? 0 : random.nextLong(900_000))));
    }
    List<Snapshot> answers = reader.snapshots(questions);
    int quoted = 0;
    for (int i = 0; i < questions.size(); i++) {
      long asOf = nanos(questions.get(i).asOf());
      long known = nanos(questions.get(i).asKnown());
      Snapshot.Quote quote = answers.get(i).quote();
      int last = lastQuote(asOf, known);
      assertThat(quote != null).as("%s", questions.get(i)).isEqualTo(last >= 0);
      if (quote != null) {
        quoted++;
        assertThat(quote.spread()).isEqualTo(BigDecimal.valueOf(ASK[last] - BID[last], 8));
      }
      Optional<FeatureOracle.Answer> wanted = oracle.at(bars(known), asOf, Math.min(asOf, known));
      Snapshot.Minute bar = answers.get(i).bar();
      assertThat(bar != null).as("%s", questions.get(i)).isEqualTo(wanted.isPresent());
      if (bar != null) {
        assertThat(bar.close()).isEqualTo(BigDecimal.valueOf(wanted.get().bar().close(), 8));
        assertThat(bar.vwap()).isNull();
        near(bar.sma20(), wanted.get().sma20());
        near(bar.ewm12(), wanted.get().ewm12());
        near(bar.volatility1h(), wanted.get().volatility1h());
        assertThat(bar.vwap5m()).isNaN();
      }
    }
    assertThat(quoted).isGreaterThan(300);
  }

  @Test
  void viewsSayWhatTheFunctionSays() throws Exception {
    assertThat(
            Sql.text(
                market.database(),
                DatabaseRole.READER,
                """
                SELECT count(*) > 100 AND bool_and(
                    f.sma_20 IS NOT DISTINCT FROM a.sma_20
                    AND (f.ewm_12 IS NULL) = (e.ewm_12 IS NULL) AND (f.volatility_1h IS NULL) = (v.volatility_1h IS NULL)
                    AND coalesce(abs(f.ewm_12 / e.ewm_12 - 1) < 1e-12, true)
                    AND coalesce(abs(f.volatility_1h / v.volatility_1h - 1) < 1e-12, true)
                    AND f.vwap_5m IS NOT DISTINCT FROM w.vwap_5m AND f.regime_tag = r.regime_tag
                    AND f.trade_imbalance_5m IS NOT DISTINCT FROM i.trade_imbalance_5m)
                FROM api.features('EURUSD', '2024-05-07Z', '2024-05-10Z') f
                LEFT JOIN api.sma_20 a ON a.symbol = 'EURUSD' AND a.ts = f.ts
                LEFT JOIN api.ewm_12 e ON e.symbol = 'EURUSD' AND e.ts = f.ts
                LEFT JOIN api.volatility_1h v ON v.symbol = 'EURUSD' AND v.ts = f.ts
                LEFT JOIN api.vwap_5m w ON w.symbol = 'EURUSD' AND w.ts = f.ts
                LEFT JOIN api.trade_imbalance_5m i ON i.symbol = 'EURUSD' AND i.ts = f.ts
                LEFT JOIN api.regime_tag r ON r.symbol = 'EURUSD' AND r.ts = f.ts
                """))
        .isEqualTo("t");
    assertThat(
            Sql.text(
                market.database(),
                DatabaseRole.READER,
                "SELECT n.regime_tag = (SELECT r.regime_tag FROM api.regime_tag r WHERE r.symbol ="
                    + " 'EURUSD' AND r.ts = n.ts) FROM api.regime_now n WHERE n.symbol = 'EURUSD'"))
        .isEqualTo("t");
  }

  @Test
  void newsAreKnownWhenTheirValuesAre() throws Exception {
    Sql.run(
        market.database(),
        DatabaseRole.INGEST,
        """
        INSERT INTO md.news (symbol, event_time, news_id, known, seq, op, sentiment, embedding) VALUES
          ('EURUSD', '2024-05-07 10:00Z', 'n1', '2024-05-07 10:01Z', 0, 'UPSERT', 0.5, '{1,0}'),
          ('EURUSD', '2024-05-07 10:00Z', 'n1', '2024-05-07 11:00Z', 0, 'UPSERT', -0.5, '{0,1}'),
          ('EURUSD', '2024-05-07 10:30Z', 'n2', '2024-05-07 10:31Z', 0, 'UPSERT', 0.1, '{1,1}'),
          ('EURUSD', '2024-05-07 10:30Z', 'n2', '2024-05-07 12:00Z', 0, 'DELETE', NULL, NULL)
        """);
    assertThat(news("2024-05-07T10:00:30Z")).isEqualTo("none");
    assertThat(news("2024-05-07T10:05:00Z")).isEqualTo("n1 0.5 [1.0, 0.0]");
    assertThat(news("2024-05-07T10:31:00Z")).isEqualTo("n2 0.1 [1.0, 1.0]");
    assertThat(news("2024-05-07T12:00:00Z")).isEqualTo("n1 -0.5 [0.0, 1.0]");
    assertThat(news("2024-05-14T10:00:01Z")).isEqualTo("none");
    assertThat(
            Sql.text(
                market.database(),
                DatabaseRole.READER,
                "SELECT string_agg(news_id || ' ' || round(similarity::numeric, 3), ', ') FROM"
                    + " api.news_similar('{1,0.1}', 5, '2024-05-07 10:45Z')"))
        .isEqualTo("n1 0.995, n2 0.774");
  }

  @Test
  void theRegistryHasElevenFeaturesAndTheirFreshnessIsTold() {
    assertThat(reader.registry())
        .extracting(ContractFeature::name)
        .containsExactly(
            "ohlc_1m",
            "sma_20",
            "ewm_12",
            "volatility_1h",
            "vwap_5m",
            "large_trade_flag",
            "bidask_spread",
            "trade_imbalance_5m",
            "regime_tag",
            "news_sentiment_embedding",
            "feature_pit_snapshot");
    assertThat(reader.freshness())
        .filteredOn(f -> f.symbol().equals("EURUSD") && f.feature().equals("sma_20"))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.breached()).isFalse();
              assertThat(f.lag()).isPresent();
            });
  }

  @Test
  void whatCannotBeAnsweredIsRefusedAndWhatIsNotThereIsEmpty() throws Exception {
    assertThat(reader.snapshot(Question.at("NOTHING", START))).isEmpty();
    assertThat(reader.snapshots(List.of(Question.at("NOTHING", START))))
        .singleElement()
        .satisfies(s -> assertThat(s.source()).isNull());
    assertThat(reader.bars("NOTHING", Timeframe.M1, START, START.plusSeconds(60), null)).isEmpty();
    assertThatThrownBy(() -> reader.bars("EURUSD", Timeframe.S1, START, START, null))
        .hasMessageContaining("unknown timeframe")
        .hasMessageContaining("1m, 5m, 15m, 1h, 4h or 1d");
    Sql.run(
        market.database(),
        DatabaseRole.OWNER,
        "INSERT INTO md.series (symbol, source, basis, calendar, asset_class) VALUES ('OLD', 'test',"
            + " 'QUOTES', 'FX_24X5', 'FX'); INSERT INTO md.horizon (series_id, horizon) SELECT"
            + " series_id, '2024-05-07 09:00Z' FROM md.series WHERE symbol = 'OLD'");
    assertThatThrownBy(() -> reader.snapshot(Question.at("OLD", START.plusSeconds(60))))
        .hasMessageContaining("not in the database any more");
    assertThatThrownBy(() -> reader.bars("OLD", Timeframe.M1, START.minusSeconds(1), START, null))
        .hasMessageContaining("not in the database any more");
    assertThat(reader.bars("OLD", Timeframe.M1, START, START.plusSeconds(60), null)).isEmpty();
  }

  private static String news(String at) {
    return reader
        .snapshot(Question.at("EURUSD", Instant.parse(at)))
        .flatMap(Snapshot::news)
        .map(n -> n.id() + " " + n.sentiment() + " " + n.embedding())
        .orElse("none");
  }

  private static List<Bar> bars(long known) {
    long[] ts = new long[QUOTES];
    long[] bid = new long[QUOTES];
    long[] ask = new long[QUOTES];
    int n = 0;
    for (int i = 0; i < QUOTES; i++) {
      if (KNOWN[i] <= known) {
        ts[n] = TS[i];
        bid[n] = BID[i];
        ask[n] = ASK[i];
        n++;
      }
    }
    return ColumnarBars.ofMids(n, ts, bid, ask, BarRules.of(FX, Timeframe.M1)).bars();
  }

  private static int lastQuote(long asOf, long known) {
    for (int i = QUOTES - 1; i >= 0; i--) {
      if (TS[i] <= asOf && KNOWN[i] <= known && BID[i] > 0 && ASK[i] >= BID[i]) {
        return asOf - TS[i] <= 60 * SECOND ? i : -1;
      }
    }
    return -1;
  }

  private static void near(double actual, double wanted) {
    assertThat(Double.isNaN(actual)).isEqualTo(Double.isNaN(wanted));
    if (!Double.isNaN(wanted)) {
      assertThat(actual).isCloseTo(wanted, within(1e-9 * Math.abs(wanted)));
    }
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * SECOND + instant.getNano();
  }
}
