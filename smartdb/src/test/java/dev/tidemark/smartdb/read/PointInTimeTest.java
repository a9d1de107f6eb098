package dev.tidemark.smartdb.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import dev.tidemark.smartdb.write.Batches;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions about any time as known at any time, against the kernels run over the whole log. */
class PointInTimeTest {
  private static final TradingCalendar CALENDAR = TradingCalendar.of(CalendarId.XNYS);
  private static final List<Session> SESSIONS =
      CALENDAR.sessions(LocalDate.of(2024, 7, 1), LocalDate.of(2024, 7, 12));
  private static final long FIRST = SESSIONS.get(0).openNanos();
  private static final long MICRO = 1_000L;
  private static final long MINUTE = 60_000_000_000L;
  private static final long HOUR = 60 * MINUTE;

  private static ScratchDatabase market;
  private static MarketWriter writer;
  private static FeatureReader reader;
  private static List<Trade> told;

  @BeforeAll
  static void open() throws Exception {
    market = TestMarket.create();
    writer =
        new PostgresMarketWriter(
            market.database().dataSource(DatabaseRole.INGEST),
            () -> Instant.parse("2025-01-01T00:00:00Z"));
    reader = new FeatureReader(market.database().dataSource(DatabaseRole.READER));
    told = TradeLogs.records(new Random(7), FIRST, 900, 4);
    write("LOG", told, 11);
  }

  @AfterAll
  static void close() {
    writer.close();
    market.close();
  }

  @Test
  void questionsAboutAWildLogAreAnsweredAsByTheKernels() {
    answers("LOG", told, 500);
  }

  @Test
  void questionsAboutACalmerLogAreAnsweredAsByTheKernels() {
    List<Trade> calm = TradeLogs.records(new Random(12), FIRST, 900, 40);
    write("CALM", calm, 13);
    answers("CALM", calm, 9_500);
  }

  private static void answers(String symbol, List<Trade> records, int count) {
    FeatureOracle oracle = new FeatureOracle(CALENDAR, SESSIONS);
    List<Question> questions = questions(new Random(8), symbol, count);
    List<Snapshot> answers = reader.snapshots(questions);
    assertThat(answers).hasSize(count);
    int withVolatility = 0;
    for (int i = 0; i < count; i++) {
      Question question = questions.get(i);
      Optional<FeatureOracle.Answer> expected =
          oracle.at(records, nanos(question.asOf()), nanos(question.asKnown()));
      equal(answers.get(i), expected, question);
      withVolatility += expected.filter(e -> !Double.isNaN(e.volatility1h())).isPresent() ? 1 : 0;
    }
    assertThat(withVolatility).as("questions that say something").isGreaterThan(count / 20);
    for (int i = 0; i < 100; i++) {
      assertThat(reader.snapshot(questions.get(i))).as("%s", i).contains(answers.get(i));
    }
  }

  @Test
  void whatBecameKnownLaterChangesNoAnswer() throws Exception {
    Random random = new Random(9);
    for (int round = 0; round < 3; round++) {
      long known = FIRST + random.nextLong(30 * HOUR / MICRO) * MICRO;
      List<Trade> before = told.stream().filter(trade -> trade.knownNanos() <= known).toList();
      String symbol = "CUT" + round;
      write(symbol, before, round);
      List<Question> whole = new ArrayList<>();
      List<Question> cut = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        Instant asOf = instant(FIRST + random.nextLong(30 * HOUR / MICRO) * MICRO);
        whole.add(new Question("LOG", asOf, instant(known)));
        cut.add(new Question(symbol, asOf, instant(known)));
      }
      String when = "as known at " + instant(known);
      same(
          reader.snapshots(cut).stream().map(PointInTimeTest::values).toList(),
          reader.snapshots(whole).stream().map(PointInTimeTest::values).toList(),
          when);
      for (Timeframe timeframe : Timeframe.STORED) {
        same(bars(symbol, timeframe, known), bars("LOG", timeframe, known), timeframe + when);
      }
    }
  }

  @Test
  void barsOfAllTimeframesAreThoseOfTheKernelAtAnyKnowledgeTime() {
    Random random = new Random(10);
    for (int round = 0; round < 12; round++) {
      long known = FIRST + random.nextLong(30 * HOUR / MICRO) * MICRO;
      for (Timeframe timeframe : Timeframe.STORED) {
        List<Bar> expected = TradeBars.asKnown(told, known, BarRules.of(CALENDAR, timeframe));
        same(
            bars("LOG", timeframe, known),
            expected.stream().map(PointInTimeTest::print).toList(),
            timeframe + " as known at " + instant(known));
      }
    }
  }

  @Test
  void featuresOfARangeAreThoseOfSnapshots() {
    Instant known = instant(FIRST + 8 * HOUR);
    List<MinuteFeatures> range =
        reader.features("LOG", instant(FIRST), instant(FIRST + 30 * HOUR), known);
    assertThat(range).hasSizeGreaterThan(50);
    List<Snapshot> snapshots =
        reader.snapshots(
            range.stream().map(minute -> new Question("LOG", minute.end(), known)).toList());
    for (int i = 0; i < range.size(); i++) {
      MinuteFeatures minute = range.get(i);
      Snapshot.Minute bar = snapshots.get(i).bar();
      assertThat(bar).isNotNull();
      if (bar != null) {
        assertThat(minute.end()).isEqualTo(bar.eventTime());
        near(minute.sma20(), bar.sma20(), minute);
        near(minute.ewm12(), bar.ewm12(), minute);
        near(minute.volatility1h(), bar.volatility1h(), minute);
        near(minute.vwap5m(), bar.vwap5m(), minute);
        near(minute.tradeImbalance5m(), bar.tradeImbalance5m(), minute);
        assertThat(minute.regimeTag()).isEqualTo(bar.regimeTag());
      }
    }
  }

  private static List<Question> questions(Random random, String symbol, int count) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long asOf =
          random.nextInt(20) == 0
              ? FIRST + random.nextLong(250 * HOUR / MICRO) * MICRO
              : FIRST - HOUR + random.nextLong(30 * HOUR / MICRO) * MICRO;
      if (random.nextInt(4) == 0) {
        asOf -= asOf % MINUTE;
      }
      long asKnown =
          switch (random.nextInt(4)) {
            case 0 -> asOf;
            case 1 -> asOf + random.nextLong(10 * MINUTE / MICRO) * MICRO;
            case 2 -> FIRST + random.nextLong(30 * HOUR / MICRO) * MICRO;
            default -> asOf + 300 * HOUR;
          };
      questions.add(new Question(symbol, instant(asOf), instant(asKnown)));
    }
    return questions;
  }

  private static void equal(
      Snapshot answer, Optional<FeatureOracle.Answer> expected, Question question) {
    Snapshot.Minute bar = answer.bar();
    assertThat(bar != null).as("%s", question).isEqualTo(expected.isPresent());
    if (bar == null) {
      return;
    }
    FeatureOracle.Answer wanted = expected.get();
    assertThat(nanos(bar.eventTime())).as("%s", question).isEqualTo(wanted.bar().endNanos());
    assertThat(
            List.of(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume(), bar.tradeCount()))
        .as("%s", question)
        .isEqualTo(
            List.of(
                price(wanted.bar().open()),
                price(wanted.bar().high()),
                price(wanted.bar().low()),
                price(wanted.bar().close()),
                wanted.bar().volume().toBigDecimal(8),
                wanted.bar().tradeCount()));
    near(bar.sma20(), wanted.sma20(), question);
    near(bar.ewm12(), wanted.ewm12(), question);
    near(bar.volatility1h(), wanted.volatility1h(), question);
    near(bar.vwap5m(), wanted.vwap5m(), question);
    near(bar.tradeImbalance5m(), wanted.tradeImbalance5m(), question);
    assertThat(bar.regimeTag()).as("%s", question).isEqualTo(wanted.regimeTag());
  }

  /** Tells the first difference only: the lists are long. */
  private static void same(List<String> actual, List<String> wanted, String what) {
    for (int i = 0; i < Math.min(actual.size(), wanted.size()); i++) {
      assertThat(actual.get(i)).as("%s, row %s", what, i).isEqualTo(wanted.get(i));
    }
    assertThat(actual).as(what).hasSameSizeAs(wanted);
  }

  private static void near(double actual, double wanted, Object what) {
    assertThat(Double.isNaN(actual))
        .as("%s: %s, %s", what, actual, wanted)
        .isEqualTo(Double.isNaN(wanted));
    if (!Double.isNaN(wanted)) {
      assertThat(actual).as("%s", what).isCloseTo(wanted, within(1e-12 + 1e-9 * Math.abs(wanted)));
    }
  }

  /** Without the symbol. */
  private static String values(Snapshot s) {
    return s.asOf() + " " + s.bar() + " " + s.quote() + " " + s.largeTrade();
  }

  private static List<String> bars(String symbol, Timeframe timeframe, long known) {
    return reader
        .bars(
            symbol,
            timeframe,
            instant(FIRST - 24 * HOUR),
            instant(FIRST + 240 * HOUR),
            instant(known))
        .stream()
        .map(
            b ->
                List.of(
                        b.start(),
                        b.end(),
                        b.partial(),
                        b.open(),
                        b.high(),
                        b.low(),
                        b.close(),
                        b.volume(),
                        b.notional() == null ? "" : b.notional(),
                        b.vwap() == null ? "" : b.vwap(),
                        b.buyVolume(),
                        b.sellVolume(),
                        b.tradeCount())
                    .toString())
        .toList();
  }

  private static String print(Bar bar) {
    return List.of(
            instant(bar.startNanos()),
            instant(bar.endNanos()),
            bar.partial(),
            price(bar.open()),
            price(bar.high()),
            price(bar.low()),
            price(bar.close()),
            bar.volume().toBigDecimal(8),
            bar.notional().toBigDecimal(16),
            bar.vwap().map(Object.class::cast).orElse(""),
            bar.buyVolume().toBigDecimal(8),
            bar.sellVolume().toBigDecimal(8),
            bar.tradeCount())
        .toString();
  }

  private static void write(String symbol, List<Trade> records, long seed) {
    Instrument instrument = new Instrument(symbol, AssetClass.EQUITY, CalendarId.XNYS, null, false);
    int series = writer.series(new SeriesSpec(instrument, "test", Basis.TRADES, 100));
    List<Trade> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(seed));
    for (int at = 0; at < shuffled.size(); at += 250) {
      writer.trades(Batches.of(series, shuffled.subList(at, Math.min(at + 250, shuffled.size()))));
    }
  }

  private static BigDecimal price(long unscaled) {
    return BigDecimal.valueOf(unscaled, 8);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
