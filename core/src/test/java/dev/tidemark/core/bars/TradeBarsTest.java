package dev.tidemark.core.bars;

import static dev.tidemark.core.bars.TradeLog.CRYPTO;
import static dev.tidemark.core.bars.TradeLog.MINUTE;
import static dev.tidemark.core.bars.TradeLog.NOON;
import static dev.tidemark.core.bars.TradeLog.SECOND;
import static dev.tidemark.core.bars.TradeLog.trade;
import static dev.tidemark.core.bars.TradeLog.units;
import static dev.tidemark.core.bars.TradeLog.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeBarsTest {

  private static final BarRules M1 = BarRules.of(CRYPTO, Timeframe.M1);
  private static final BarRules M5 = BarRules.of(CRYPTO, Timeframe.M5);
  private static final TradingCalendar XNYS = TradingCalendar.of(CalendarId.XNYS);
  private static final Session FRIDAY = XNYS.session(LocalDate.of(2024, 3, 8)).orElseThrow();

  private static List<Bar> bars(Trade... records) {
    return TradeBars.asKnown(List.of(records), Long.MAX_VALUE, M1);
  }

  @Test
  void aBarHasFirstGreatestSmallestAndLastPriceAndExactSums() {
    List<Bar> bars =
        bars(
            trade("a", NOON, "101.5", "2"),
            trade("b", NOON + 1, "102.25", "0.00000001"),
            trade("c", NOON + 2, "99", "3"),
            trade("d", NOON + 3, "100", "1"));
    assertThat(bars).hasSize(1);
    Bar bar = bars.getFirst();
    assertThat(bar.startNanos()).isEqualTo(NOON);
    assertThat(bar.endNanos()).isEqualTo(NOON + MINUTE);
    assertThat(bar.partial()).isFalse();
    assertThat(List.of(bar.open(), bar.high(), bar.low(), bar.close()))
        .containsExactly(units("101.5"), units("102.25"), units("99"), units("100"));
    assertThat(bar.volume()).isEqualTo(Int128.of(new BigDecimal("6.00000001"), 8));
    assertThat(bar.notional()).isEqualTo(Int128.of(new BigDecimal("600.0000010225"), 16));
    assertThat(bar.tradeCount()).isEqualTo(4);
  }

  @Test
  void aTradeAtTheBoundaryBelongsToTheLaterBar() {
    assertThat(bars(trade("a", NOON + MINUTE - 1, "1", "1"), trade("b", NOON + MINUTE, "1", "1")))
        .extracting(Bar::startNanos)
        .containsExactly(NOON, NOON + MINUTE);
  }

  @Test
  void emptyBarsAreAbsent() {
    assertThat(bars(trade("a", NOON, "1", "1"), trade("b", NOON + 3 * MINUTE, "1", "1")))
        .hasSize(2);
    assertThat(bars()).isEmpty();
  }

  @Test
  void tradesOfOneInstantAreOrderedBySequenceThenId() {
    Trade late = Trade.of("a", NOON, 2, units("3"), 1, NOON);
    Trade middle = Trade.of("b", NOON, 1, units("2"), 1, NOON);
    Trade early = Trade.of("a2", NOON, 1, units("1"), 1, NOON);
    Bar bar = bars(late, middle, early).getFirst();
    assertThat(bar.open()).isEqualTo(units("1"));
    assertThat(bar.close()).isEqualTo(units("3"));
  }

  @Test
  void flagsSayWhatATradeSets() {
    Trade plain = trade("a", NOON, "10", "1");
    Trade onlyVolume =
        new Trade(
            "b",
            1,
            TradeOp.NEW,
            NOON + 1,
            0,
            units("99"),
            units("5"),
            NOON,
            null,
            false,
            false,
            true);
    Trade onlyExtremes =
        new Trade(
            "c",
            1,
            TradeOp.NEW,
            NOON + 2,
            0,
            units("7"),
            units("5"),
            NOON,
            null,
            false,
            true,
            false);
    Bar bar = bars(plain, onlyVolume, onlyExtremes).getFirst();
    assertThat(bar.close()).isEqualTo(units("10"));
    assertThat(bar.high()).isEqualTo(units("10"));
    assertThat(bar.low()).isEqualTo(units("7"));
    assertThat(bar.volume()).isEqualTo(Int128.of(units("6")));
    assertThat(bar.tradeCount()).isEqualTo(2);
    assertThat(bars(onlyVolume)).isEmpty();
  }

  @Test
  void volumeIsSplitByAggressorWhereItIsKnown() {
    Trade bought = new Trade("a", 1, TradeOp.NEW, NOON, 0, 1, 5, NOON, Side.BUY, true, true, true);
    Trade sold = new Trade("b", 1, TradeOp.NEW, NOON, 0, 1, 3, NOON, Side.SELL, true, true, true);
    Bar bar = bars(bought, sold, Trade.of("c", NOON, 0, 1, 2, NOON)).getFirst();
    assertThat(bar.buyVolume()).isEqualTo(Int128.of(5));
    assertThat(bar.sellVolume()).isEqualTo(Int128.of(3));
    assertThat(bar.volume()).isEqualTo(Int128.of(10));
  }

  @Test
  void pricesThatAreNotPositiveFormNoBars() {
    assertThat(bars(trade("a", NOON, "-37.63", "1"), trade("b", NOON, "0", "1"))).isEmpty();
  }

  @Test
  void theGreatestVersionKnownCounts() {
    Trade first = trade("a", NOON, "10", "1");
    Trade corrected = version(first, 2, TradeOp.CORRECT, NOON, "11", NOON + 10);
    Trade cancelled = version(first, 3, TradeOp.CANCEL, NOON, "11", NOON + 20);
    List<Trade> log = List.of(cancelled, first, corrected);
    assertThat(TradeBars.asKnown(log, NOON - 1, M1)).isEmpty();
    assertThat(TradeBars.asKnown(log, NOON, M1)).extracting(Bar::open).containsExactly(units("10"));
    assertThat(TradeBars.asKnown(log, NOON + 19, M1))
        .extracting(Bar::open)
        .containsExactly(units("11"));
    assertThat(TradeBars.asKnown(log, NOON + 20, M1)).isEmpty();
  }

  @Test
  void ofTwoRecordsOfOneVersionTheOneKnownFirstCounts() {
    Trade first = trade("a", NOON, "10", "1");
    Trade conflicting = version(first, 1, TradeOp.NEW, NOON, "11", NOON + 10);
    assertThat(bars(conflicting, first)).extracting(Bar::open).containsExactly(units("10"));
  }

  @ParameterizedTest
  @CsvSource({"true, true, 1", "false, true, 0", "true, false, 0", "false, false, 0"})
  void closingAuctionPrintsCountIfFlaggedAndWanted(boolean wanted, boolean flagged, long count) {
    Trade print =
        new Trade(
            "a",
            1,
            TradeOp.NEW,
            FRIDAY.closeNanos() + SECOND,
            0,
            1,
            1,
            0,
            null,
            true,
            true,
            true,
            flagged);
    List<Bar> bars = TradeBars.bars(List.of(print), new BarRules(XNYS, Timeframe.H1, wanted));
    assertThat(bars).hasSize((int) count);
    assertThat(bars).allSatisfy(bar -> assertThat(bar.endNanos()).isEqualTo(FRIDAY.closeNanos()));
    assertThat(bars).allSatisfy(bar -> assertThat(bar.partial()).isTrue());
  }

  @Property(tries = 200)
  void theOrderOfRecordsDoesNotMatter(@ForAll long seed) {
    List<Trade> records = TradeLog.records(seed, false);
    List<Trade> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(TradeBars.asKnown(shuffled, Long.MAX_VALUE, M1))
        .isEqualTo(TradeBars.asKnown(records, Long.MAX_VALUE, M1));
  }

  @Property(tries = 200)
  void whatBecomesKnownLaterChangesNothing(@ForAll long seed) {
    List<Trade> records = TradeLog.records(seed, false);
    long known = records.get(records.size() / 2).knownNanos();
    List<Trade> prefix = records.stream().filter(each -> each.knownNanos() <= known).toList();
    assertThat(TradeBars.asKnown(records, known, M1))
        .isEqualTo(TradeBars.asKnown(prefix, Long.MAX_VALUE, M1));
  }

  @Property(tries = 200)
  void fiveMinutesFromTradesAreFiveMinutesFromMinutes(@ForAll long seed) {
    List<Trade> surviving = TradeBars.surviving(TradeLog.records(seed, true), Long.MAX_VALUE);
    List<Bar> minutes = TradeBars.bars(surviving, M1);
    assertThat(RollUp.of(minutes, M5)).isEqualTo(TradeBars.bars(surviving, M5));
    assertThat(RollUp.of(RollUp.of(minutes, M5), BarRules.of(CRYPTO, Timeframe.H1)))
        .isEqualTo(TradeBars.bars(surviving, BarRules.of(CRYPTO, Timeframe.H1)));
  }

  @Property(tries = 200)
  void highAndLowEncloseOpenAndClose(@ForAll long seed) {
    assertThat(TradeBars.asKnown(TradeLog.records(seed, false), Long.MAX_VALUE, M1))
        .allSatisfy(
            bar -> {
              assertThat(bar.low()).isLessThanOrEqualTo(Math.min(bar.open(), bar.close()));
              assertThat(bar.high()).isGreaterThanOrEqualTo(Math.max(bar.open(), bar.close()));
              assertThat(bar.buyVolume().plus(bar.sellVolume())).isLessThanOrEqualTo(bar.volume());
            });
  }
}
