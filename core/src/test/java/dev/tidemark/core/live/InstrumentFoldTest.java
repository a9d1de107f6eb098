package dev.tidemark.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InstrumentFoldTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long UNIT = 100_000_000L;

  /** 2024-03-08T12:00:00Z, a Friday. */
  private static final long NOON = 1_709_899_200L * SECOND;

  private final MemoryFoldStore store = new MemoryFoldStore();
  private final Told told = new Told();
  private InstrumentFold fold = open();

  private InstrumentFold open() {
    InstrumentRules rules = new InstrumentRules(TradingCalendar.of(CalendarId.CRYPTO_24X7), false);
    return InstrumentFold.open("test/A", rules, LatenessPolicy.DEFAULT, store);
  }

  private void trade(String id, long ts, long price, long known) {
    fold.trade(Trade.of(id, ts, 0, price * UNIT, UNIT, known), told);
  }

  private void quote(long ts, long bid, long ask, long known) {
    fold.quote(new Quote(ts, 0, bid * UNIT, ask * UNIT, null, null, known), told);
  }

  @Test
  void aClockClosesEveryBarOfATradeOnceAndKnowsItByTheLog() {
    trade("a", NOON, 10, NOON);
    assertThat(fold.nextDeadlineNanos()).isEqualTo(NOON + 16 * SECOND);
    fold.clock(NOON + 16 * SECOND, told);
    assertThat(told.bars(Timeframe.S1)).hasSize(1);
    fold.clock(NOON + 500 * SECOND, told);
    fold.clock(NOON + 501 * SECOND, told);
    assertThat(told.bars(Timeframe.S5))
        .extracting(BarRevision::knownNanos)
        .containsExactly(NOON + 20 * SECOND);
    assertThat(told.bars(Timeframe.M1))
        .extracting(BarRevision::knownNanos)
        .containsExactly(NOON + 75 * SECOND);
    assertThat(fold.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aRecordKnownAfterTheIdleTimeIsTheKnowledgeOfItsBar() {
    trade("a", NOON, 10, NOON + HOUR);
    fold.clock(NOON + 2 * HOUR, told);
    assertThat(told.bars(Timeframe.M1))
        .extracting(BarRevision::knownNanos)
        .containsExactly(NOON + HOUR);
  }

  @Test
  void aRecordIsAcceptedOnceAndSetAsideTwoDaysAfterItsMinute() {
    trade("a", NOON, 10, NOON);
    trade("a", NOON, 10, NOON + SECOND);
    trade("b", NOON + 59 * SECOND, 10, NOON + MINUTE + 48 * HOUR);
    trade("c", NOON + 59 * SECOND, 10, NOON + MINUTE + 48 * HOUR + 1);
    assertThat(told.lines).containsSubsequence("accepted a", "repeated a", "accepted b");
    assertThat(told.lines).contains("TOO_LATE c").doesNotContain("accepted c");
  }

  @Test
  void quotesAloneFormBarsOfTheirMiddles() {
    quote(NOON, 9, 11, NOON);
    quote(NOON + 1, 12, 14, NOON + 1);
    quote(NOON + 2, 14, 12, NOON + 2);
    quote(NOON + 1, 90, 90, NOON + 3);
    quote(NOON + 70 * SECOND, 10, 10, NOON + 70 * SECOND);
    fold.clock(NOON + 70 * SECOND + 1, told);
    Bar minute = told.bars(Timeframe.M1).getFirst().content().orElseThrow();
    assertThat(List.of(minute.open(), minute.high(), minute.low(), minute.close()))
        .containsExactly(10 * UNIT, 13 * UNIT, 10 * UNIT, 13 * UNIT);
    assertThat(minute.volume().isZero()).isTrue();
    assertThat(minute.tradeCount()).isZero();
    assertThat(told.lines).contains("repeated quote " + (NOON + 1));
  }

  @Test
  void aQuoteThatComesAfterAQuietTimeLeavesNothingToBeDoneBeforeTheClock() {
    quote(NOON, 9, 11, NOON);
    fold.clock(NOON + 10 * MINUTE, told);
    quote(NOON + 5 * MINUTE, 12, 14, NOON + 10 * MINUTE);
    assertThat(fold.nextDeadlineNanos()).isGreaterThan(NOON + 10 * MINUTE);
    assertThat(told.features)
        .filteredOn(each -> each.group() == FeatureGroup.QUOTES)
        .filteredOn(each -> each.startNanos() == NOON + 5 * MINUTE)
        .extracting(FeatureRevision::knownNanos)
        .containsExactly(NOON + 10 * MINUTE);
  }

  @Test
  void theFirstTradeTakesBarsOfQuotesBackAndCountsOn() {
    quote(NOON, 9, 11, NOON);
    quote(NOON + 2 * MINUTE, 9, 11, NOON + 2 * MINUTE);
    fold.clock(NOON + 2 * MINUTE + 1, told);
    assertThat(told.bars(Timeframe.M1)).extracting(BarRevision::revision).containsExactly(0);
    reopen();
    trade("a", NOON + 30 * SECOND, 20, NOON + 3 * MINUTE);
    fold.clock(NOON + 3 * MINUTE + SECOND, told);
    reopen();
    trade("b", NOON + 3 * MINUTE, 20, NOON + 3 * MINUTE + 2 * SECOND);
    List<BarRevision> minutes = told.bars(Timeframe.M1);
    assertThat(minutes).extracting(BarRevision::revision).containsExactly(0, 1, 2);
    assertThat(minutes.get(1).content()).isEmpty();
    assertThat(minutes.get(2).content()).map(Bar::open).contains(20 * UNIT);
    quote(NOON + 10 * MINUTE, 9, 11, NOON + 10 * MINUTE);
    fold.clock(NOON + 20 * MINUTE, told);
    assertThat(told.bars(Timeframe.M1)).hasSize(4);
  }

  @Test
  void whatIsTwoDaysOldIsForgotten() {
    int pagesOfDays = 0;
    for (int minute = 0; minute < 84 * 60; minute++) {
      long ts = NOON + minute * MINUTE;
      trade("T" + minute, ts, 10, ts);
      quote(ts, 9, 11, ts);
      if (minute % 7 == 0) {
        fold.flush();
      }
      pagesOfDays = minute == 56 * 60 ? store.pages() : pagesOfDays;
    }
    reopen();
    assertThat(store.idEntries()).as("a hundred have an entry").isBetween(29, 31);
    assertThat(store.pages()).isCloseTo(pagesOfDays, withinPercentage(2));
    assertThat(fold.heapBytes()).isLessThan(1_000_000);
  }

  @Test
  void damagedStateIsRefused() {
    trade("a", NOON, 10, NOON);
    fold.flush();
    byte[] state = Objects.requireNonNull(store.get(FoldStore.Space.STATE, 0));
    byte[] page = Objects.requireNonNull(store.get(FoldStore.Space.TRADES, NOON));
    for (int length = 0; length < page.length; length++) {
      store.put(FoldStore.Space.TRADES, NOON, Arrays.copyOf(page, length));
      InstrumentFold opened = open();
      assertThatThrownBy(() -> opened.clock(NOON + HOUR, told))
          .isInstanceOfSatisfying(
              TidemarkException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.CORRUPT));
    }
    store.put(FoldStore.Space.STATE, 0, Arrays.copyOf(state, state.length - 1));
    assertThatThrownBy(this::open).hasMessageContaining("cannot be read");
  }

  @Test
  void aClockOfQuotesSaysNothingAboutTrades() {
    trade("a", NOON, 10, NOON);
    fold.quoteClock(NOON + HOUR, told);
    assertThat(told.bars(Timeframe.S1)).isEmpty();
    fold.tradeClock(NOON + HOUR, told);
    assertThat(told.bars(Timeframe.S1)).hasSize(1);
  }

  private void reopen() {
    fold.flush();
    fold = open();
  }
}
