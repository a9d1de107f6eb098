package dev.tidemark.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.List;
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

  private void reopen() {
    fold.flush();
    fold = open();
  }
}
