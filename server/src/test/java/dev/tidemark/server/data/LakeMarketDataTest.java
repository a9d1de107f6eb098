package dev.tidemark.server.data;

import static dev.tidemark.server.data.TestLake.bar;
import static dev.tidemark.server.data.TestLake.bars;
import static dev.tidemark.server.data.TestLake.quote;
import static dev.tidemark.server.data.TestLake.quotes;
import static dev.tidemark.server.data.TestLake.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monday to Wednesday, 5 to 7 August 2024, in New York: sessions open at 13:30 UTC. */
class LakeMarketDataTest {
  private static final String LATER = "2026-01-01T00:00:00Z";

  @TempDir private Path root;
  private TestLake lake;

  @BeforeEach
  void open() {
    lake = new TestLake(root);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  /** Opening bars of Monday and Wednesday; nothing on Tuesday. */
  private void mondayAndWednesday() {
    RawBatchBuilder to = bars(Timeframe.M15);
    bar(to, "2024-08-05T13:30:00Z", 100, 10, "2024-08-05T13:45:10Z");
    bar(to, "2024-08-05T13:45:00Z", 101, 20, "2024-08-05T14:00:10Z");
    bar(to, "2024-08-07T19:45:00Z", 110, 30, "2024-08-07T20:00:10Z");
    lake.deliver(to.build());
  }

  private SessionBars week(String asKnown) {
    return lake.data.bars(request(Timeframe.M15, "2024-08-05", "2024-08-07", asKnown));
  }

  @Test
  void barsLieOnTheGridOfAllSessionsOfTheHorizon() {
    mondayAndWednesday();
    SessionBars bars = week(LATER);
    assertThat(bars.sessions()).hasSize(3);
    assertThat(bars.bars()).isEqualTo(78);
    assertThat(bars.present()).isEqualTo(3);
    assertThat(bars.tickSize()).isEqualTo(0.01);
    assertThat(bars.open()[0]).isEqualTo(100);
    assertThat(bars.high()[0]).isEqualTo(102);
    assertThat(bars.low()[0]).isEqualTo(99);
    assertThat(bars.close()[0]).isEqualTo(101);
    assertThat(bars.volume()[0]).isEqualTo(10);
    assertThat(bars.close()[77]).isEqualTo(111);
    assertThat(bars.close()[40]).isNaN();
  }

  @Test
  void nothingBeforeTheHorizonIsLoadedAndTheHashIsOfTheRowsLoaded() {
    mondayAndWednesday();
    SessionBars all = week(LATER);
    SessionBars part = lake.data.bars(request(Timeframe.M15, "2024-08-06", "2024-08-07", LATER));
    assertThat(part.present()).isEqualTo(1);
    assertThat(part.dataHash()).isNotEqualTo(all.dataHash());
    assertThat(part.sessionHashes()).isEqualTo(all.sessionHashes().subList(1, 3));
  }

  @Test
  void aRestatementIsSeenOnlyByThoseWhoComeAfterIt() {
    mondayAndWednesday();
    RawBatchBuilder to = bars(Timeframe.M15);
    bar(to, "2024-08-05T13:30:00Z", 99, 10, "2024-08-06T12:00:00Z");
    lake.deliver(to.build());
    SessionBars before = week("2024-08-06T11:59:59Z");
    SessionBars after = week("2024-08-06T12:00:00Z");
    assertThat(before.open()[0]).isEqualTo(100);
    assertThat(after.open()[0]).isEqualTo(99);
    assertThat(before.present()).isEqualTo(2);
    assertThat(week(LATER).present()).isEqualTo(3);
    assertThat(after.sessionHashes().get(0)).isNotEqualTo(before.sessionHashes().get(0));
    assertThat(week("2024-08-06T11:59:59Z").dataHash()).isEqualTo(before.dataHash());
  }

  @Test
  void whatWasReadIsKeptForAllInstantsAtWhichItHolds() {
    mondayAndWednesday();
    SessionBars first = week("2024-08-08T00:00:00Z");
    assertThat(week(LATER)).isSameAs(first);
    RawBatchBuilder to = bars(Timeframe.M15);
    bar(to, "2024-08-06T13:30:00Z", 105, 10, "2024-08-06T13:45:10Z");
    lake.deliver(to.build());
    assertThat(week(LATER).present()).isEqualTo(4);
  }

  @Test
  void theRevisionChangesWithTheRowsAndNotWithTheInstant() {
    mondayAndWednesday();
    BarsRequest now = request(Timeframe.M15, "2024-08-05", "2024-08-07", LATER);
    BarsRequest later = request(Timeframe.M15, "2024-08-05", "2024-08-07", "2026-02-01T00:00:00Z");
    BarsRequest early = request(Timeframe.M15, "2024-08-05", "2024-08-07", "2024-08-06T00:00:00Z");
    String revision = lake.data.revision(now);
    assertThat(lake.data.revision(later)).isEqualTo(revision);
    assertThat(lake.data.revision(early)).isNotEqualTo(revision);
    lake.deliver(someQuotes("venue").build());
    String withQuotes = lake.data.revision(now);
    assertThat(withQuotes).isNotEqualTo(revision).isEqualTo(lake.data.revision(later));
    lake.split("2024-08-06", "3", "2024-08-01T00:00:00Z");
    assertThat(lake.data.revision(now)).isNotEqualTo(withQuotes);
  }

  @Test
  void silverIsBuiltBeforeItIsReadAndNotOftener() {
    mondayAndWednesday();
    week(LATER);
    week(LATER);
    lake.data.ticker("ACME");
    assertThat(lake.builds()).isEqualTo(1);
    MarketData reporting =
        new LakeMarketData(lake.store, SilverUpkeep.reporting(lake.store), TestLake.ranks());
    assertThat(reporting.tickers()).containsExactly("ACME");
    RawBatchBuilder to = bars(Timeframe.H1);
    bar(to, "2024-08-05T13:30:00Z", 100, 10, "2024-08-05T14:30:10Z");
    lake.deliver(to.build());
    assertThatThrownBy(reporting::tickers)
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
              assertThat(e.details()).containsEntry("tables", "[bronze.raw_market_data_1h]");
            });
  }

  @Test
  void longerBarsAreRolledUpFromMinutes() {
    RawBatchBuilder to = bars(Timeframe.M1);
    for (int minute = 0; minute < 10; minute++) {
      bar(to, "2024-08-05T13:3" + minute + ":00Z", 100 + minute, 10, "2024-08-05T13:50:00Z");
    }
    lake.deliver(to.build());
    SessionBars bars = lake.data.bars(request(Timeframe.M5, "2024-08-05", "2024-08-05", LATER));
    assertThat(bars.present()).isEqualTo(2);
    assertThat(bars.open()[1]).isEqualTo(105);
    assertThat(bars.close()[1]).isEqualTo(110);
    assertThat(bars.volume()[1]).isEqualTo(50);
    for (Timeframe longer : new Timeframe[] {Timeframe.M15, Timeframe.H1}) {
      assertThat(lake.data.bars(request(longer, "2024-08-05", "2024-08-05", LATER)).present())
          .isEqualTo(1);
    }
  }

  @Test
  void aTickerKnowsWhatIsStoredOfIt() {
    mondayAndWednesday();
    TickerInfo info = lake.data.ticker("ACME").orElseThrow();
    assertThat(info.instrument().symbol()).isEqualTo("ACME");
    assertThat(info.coverage())
        .containsExactly(
            new TickerInfo.Coverage(
                Timeframe.M15, LocalDate.of(2024, 8, 5), LocalDate.of(2024, 8, 7), 3));
    assertThat(lake.data.ticker("OTHER")).isEmpty();
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(lake.data.tickers()).isEmpty();
    assertThatThrownBy(() -> week(LATER)).hasMessageContaining("No such ticker");
    mondayAndWednesday();
    BarsRequest hours = request(Timeframe.H1, "2024-08-05", "2024-08-07", LATER);
    assertThatThrownBy(() -> lake.data.bars(hours))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
              assertThat(e.details()).containsEntry("stored", "[15m]");
            });
  }

  @Test
  void aHorizonWithoutBarsIsEmptyAndNoError() {
    mondayAndWednesday();
    SessionBars none = lake.data.bars(request(Timeframe.M15, "2025-01-01", "2025-01-31", LATER));
    assertThat(none.present()).isZero();
    assertThat(none.sessions()).isNotEmpty();
  }

  // ---- quotes

  private static RawBatchBuilder someQuotes(String provider) {
    RawBatchBuilder to = quotes(provider);
    quote(to, "2024-08-05T13:29:58Z", 99.99, 100.01);
    quote(to, "2024-08-05T13:45:00Z", 100.98, 101.02);
    quote(to, "2024-08-05T13:59:55Z", 101.99, 102.01);
    quote(to, "2024-08-05T13:59:59Z", 103, 102); // crossed
    return to;
  }

  @Test
  void theQuoteAtOrBeforeAnInstantPrevailsIfItIsYoungAndValid() {
    mondayAndWednesday();
    lake.deliver(someQuotes("venue").build());
    BarsRequest request = request(Timeframe.M15, "2024-08-05", "2024-08-05", LATER);
    SessionBars bars = lake.data.bars(request);
    BarQuotes quotes = lake.data.quotes(request, bars, 5).orElseThrow();
    assertThat(quotes.bidAtOpen()[0]).isEqualTo(99.99);
    assertThat(quotes.askAtOpen()[0]).isEqualTo(100.01);
    assertThat(quotes.bidAtClose()[0]).isEqualTo(100.98);
    assertThat(quotes.bidAtOpen()[1]).isEqualTo(100.98);
    assertThat(quotes.bidAtClose()[1]).as("the last quote is crossed").isNaN();
    assertThat(quotes.bidAtOpen()[3]).as("too old").isNaN();
    BarQuotes strict = lake.data.quotes(request, bars, 1).orElseThrow();
    assertThat(strict.bidAtOpen()[0]).isNaN();
  }

  @Test
  void quotesOfOneProviderAreReadAndOnlyThoseKnown() {
    mondayAndWednesday();
    lake.deliver(someQuotes("venue").build());
    RawBatchBuilder other = quotes("another");
    quote(other, "2024-08-05T13:30:00Z", 90, 91);
    lake.deliver(other.build());
    BarsRequest request = request(Timeframe.M15, "2024-08-05", "2024-08-05", LATER);
    BarQuotes quotes = lake.data.quotes(request, lake.data.bars(request), 5).orElseThrow();
    assertThat(quotes.bidAtOpen()[0]).as("first by name").isEqualTo(90);
    assertThat(quotes.bidAtOpen()[1]).isNaN();
    BarsRequest early =
        request(Timeframe.M15, "2024-08-05", "2024-08-05", "2024-08-05T13:45:00.5Z");
    BarQuotes before = lake.data.quotes(early, lake.data.bars(early), 5).orElseThrow();
    assertThat(before.bidAtOpen()[1]).isNaN();
    BarsRequest otherDay = request(Timeframe.M15, "2024-08-07", "2024-08-07", LATER);
    assertThat(lake.data.quotes(otherDay, lake.data.bars(otherDay), 5)).isEmpty();
  }
}
