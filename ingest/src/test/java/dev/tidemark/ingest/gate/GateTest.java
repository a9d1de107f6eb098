package dev.tidemark.ingest.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

  private static final long UNIT = 100_000_000L;
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instrument SPY =
      new Instrument("SPY", AssetClass.EQUITY, CalendarId.XNYS, null, false);

  /** A Monday morning in New York, 14:30 UTC. */
  private static final String OPEN = "2024-01-08T14:30:00Z";

  private static long nanos(String instant) {
    Instant at = Instant.parse(instant);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  private static Gate gate(SeriesType type) {
    return new Gate(
        new Series("test", SPY, type),
        TradingCalendar.of(CalendarId.XNYS),
        KnownDelays.DEFAULT,
        nanos(NOW.toString()));
  }

  private static RawBatchBuilder builder(SeriesType type) {
    return new RawBatchBuilder(new Series("test", SPY, type), 4);
  }

  private static RawBatchBuilder bar(
      RawBatchBuilder to, String at, double o, double h, double l, double c, double v) {
    return to.row(to.rows() + 1, nanos(at))
        .set(RawColumn.OPEN, Math.round(o * UNIT))
        .set(RawColumn.HIGH, Math.round(h * UNIT))
        .set(RawColumn.LOW, Math.round(l * UNIT))
        .set(RawColumn.CLOSE, Math.round(c * UNIT))
        .set(RawColumn.VOLUME, Math.round(v * UNIT));
  }

  private static final SeriesType M1 = SeriesType.bars(Timeframe.M1);

  private static @Nullable RejectReason reason(
      String at, double o, double h, double l, double c, double v) {
    return gate(M1).check(bar(builder(M1), at, o, h, l, c, v).build()).reason(0);
  }

  @Test
  void acceptsASoundBarAndAssumesWhenItWasKnown() {
    Verdict verdict = gate(M1).check(bar(builder(M1), OPEN, 10, 11, 9, 10.5, 100).build());
    assertThat(verdict.accepted()).isEqualTo(1);
    assertThat(verdict.flags(0)).isZero();
    assertThat(verdict.closeNanos(0)).isEqualTo(nanos("2024-01-08T14:31:00Z"));
    assertThat(verdict.knownNanos(0)).isEqualTo(nanos("2024-01-08T14:31:10Z"));
    assertThat(verdict.partial(0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-08T14:30:00Z, 10, 9, 8, 10, 1, OHLC_INCONSISTENT",
    "2024-01-08T14:30:00Z, 10, 11, 10.5, 10.6, 1, OHLC_INCONSISTENT",
    "2024-01-08T14:30:00Z, 10, 11, 9, 10, -1, NEGATIVE_SIZE",
    "2024-01-08T21:00:00Z, 10, 11, 9, 10, 1, OUTSIDE_SESSION",
    "2024-01-07T15:00:00Z, 10, 11, 9, 10, 1, OUTSIDE_SESSION",
    "2024-01-01T15:00:00Z, 10, 11, 9, 10, 1, OUTSIDE_SESSION",
    "2024-01-08T14:30:30Z, 10, 11, 9, 10, 1, OFF_GRID",
    "2026-06-01T14:30:00Z, 10, 11, 9, 10, 1, FUTURE_TIMESTAMP",
    "1899-12-29T14:30:00Z, 10, 11, 9, 10, 1, ANCIENT_TIMESTAMP"
  })
  void rejectsBarsThatCannotBe(
      String at, double o, double h, double l, double c, double v, RejectReason expected) {
    assertThat(reason(at, o, h, l, c, v)).isEqualTo(expected);
  }

  @Test
  void rejectsPricesThatTheTableCannotHold() {
    RawBatchBuilder batch = bar(builder(M1), OPEN, 1, 1, 1, 1, 1);
    batch.set(RawColumn.HIGH, 1_000_000_000_000_000_000L);
    assertThat(gate(M1).check(batch.build()).reason(0)).isEqualTo(RejectReason.DECIMAL_OVERFLOW);
  }

  @Test
  void rejectsVolumesThatTheTableCannotHold() {
    RawBatchBuilder batch = bar(builder(M1), OPEN, 1, 1, 1, 1, 1);
    BigInteger tooLarge = BigInteger.TEN.pow(28);
    batch.set(RawColumn.VOLUME, tooLarge.shiftRight(64).longValue(), tooLarge.longValue());
    assertThat(gate(M1).check(batch.build()).reason(0)).isEqualTo(RejectReason.DECIMAL_OVERFLOW);
  }

  @Test
  void rejectsMissingPrices() {
    RawBatchBuilder batch = builder(M1).row(1, nanos(OPEN)).set(RawColumn.OPEN, UNIT);
    assertThat(gate(M1).check(batch.build()).reason(0)).isEqualTo(RejectReason.MISSING_FIELD);
  }

  @Test
  void storesAndFlagsNonPositivePrices() {
    Verdict verdict = gate(M1).check(bar(builder(M1), OPEN, -36, -30, -40, -37, 0).build());
    assertThat(verdict.accepted(0)).isTrue();
    assertThat(verdict.flags(0)).isEqualTo(RowFlag.NON_POSITIVE.bit());
  }

  @Test
  void flagsASplitAsJumpAndStoresIt() {
    RawBatchBuilder batch = bar(builder(M1), OPEN, 500, 501, 499, 500, 1);
    bar(batch, "2024-01-08T14:31:00Z", 125, 126, 124, 125, 1);
    bar(batch, "2024-01-08T14:32:00Z", 125, 126, 124, 125, 1);
    Verdict verdict = gate(M1).check(batch.build());
    assertThat(verdict.flags(0)).isZero();
    assertThat(verdict.flags(1)).isEqualTo(RowFlag.JUMP.bit());
    assertThat(verdict.flags(2)).isZero();
    assertThat(verdict.accepted()).isEqualTo(3);
  }

  @Test
  void countsDisorderWithoutRejecting() {
    RawBatchBuilder batch = bar(builder(M1), "2024-01-08T14:32:00Z", 10, 10, 10, 10, 1);
    bar(batch, OPEN, 10, 10, 10, 10, 1);
    Verdict verdict = gate(M1).check(batch.build());
    assertThat(verdict.flags(1)).isEqualTo(RowFlag.OUT_OF_ORDER.bit());
  }

  @Test
  void lastHourBarOfTheSessionIsPartial() {
    SeriesType h1 = SeriesType.bars(Timeframe.H1);
    RawBatchBuilder batch = bar(builder(h1), "2024-01-08T20:30:00Z", 10, 10, 10, 10, 1);
    Verdict verdict = gate(h1).check(batch.build());
    assertThat(verdict.partial(0)).isTrue();
    assertThat(verdict.closeNanos(0)).isEqualTo(nanos("2024-01-08T21:00:00Z"));
  }

  @Test
  void typicalNotionalIsExactThirdTimesVolume() {
    Verdict verdict = gate(M1).check(bar(builder(M1), OPEN, 10, 11, 9, 10.00000001, 7).build());
    assertThat(verdict.quality(0)).isEqualTo(VwapQuality.TYPICAL);
    BigDecimal expected =
        new BigDecimal("30.00000001")
            .multiply(new BigDecimal("7.00000000"))
            .divide(BigDecimal.valueOf(3), 16, RoundingMode.HALF_EVEN);
    assertThat(new BigDecimal(Notionals.big(verdict.notionalHigh(0), verdict.notionalLow(0)), 16))
        .isEqualByComparingTo(expected);
  }

  @Test
  void providersAveragePriceGivesTheNotional() {
    RawBatchBuilder batch = bar(builder(M1), OPEN, 10, 11, 9, 10, 200);
    batch.set(RawColumn.VWAP, 10_500_000_000_000L);
    Verdict verdict = gate(M1).check(batch.build());
    assertThat(verdict.quality(0)).isEqualTo(VwapQuality.PROVIDER);
    assertThat(new BigDecimal(Notionals.big(verdict.notionalHigh(0), verdict.notionalLow(0)), 16))
        .isEqualByComparingTo("2100");
  }

  @ParameterizedTest
  @CsvSource({
    "NOTIONAL, 1e38, false",
    "NOTIONAL, -1e38, false",
    "NOTIONAL, 99999999999999999999999999999999999999, true",
    "NOTIONAL, -99999999999999999999999999999999999999, true",
    "VWAP, 1e28, false",
    "VWAP, -1e28, false",
    "VWAP, 170141183460469231731687303715884105727, false",
    "VWAP, 9999999999999999999999999999, true",
    "VWAP, -9999999999999999999999999999, true",
  })
  void amountsThatTheirColumnsCannotHoldAreRejected(
      RawColumn column, BigDecimal unscaled, boolean fits) {
    BigInteger value = unscaled.toBigIntegerExact();
    RawBatchBuilder batch = bar(builder(M1), OPEN, 10, 11, 9, 10, 0);
    batch.set(column, value.shiftRight(64).longValue(), value.longValue());
    assertThat(gate(M1).check(batch.build()).reason(0))
        .isEqualTo(fits ? null : RejectReason.DECIMAL_OVERFLOW);
  }

  @Test
  void ticksOutsideSessionsAreStoredAndFlagged() {
    RawBatchBuilder batch =
        builder(SeriesType.TRADES)
            .row(1, nanos("2024-01-07T15:00:00Z"))
            .set(RawColumn.PRICE, UNIT)
            .set(RawColumn.SIZE, UNIT);
    Verdict verdict = gate(SeriesType.TRADES).check(batch.build());
    assertThat(verdict.accepted(0)).isTrue();
    assertThat(verdict.flags(0)).isEqualTo(RowFlag.OUT_OF_SESSION.bit());
  }

  @Test
  void crossedQuotesAreStoredAndFlaggedLockedOnesAreNot() {
    RawBatchBuilder batch = builder(SeriesType.QUOTES);
    batch.row(1, nanos(OPEN)).set(RawColumn.BID, 2 * UNIT).set(RawColumn.ASK, 2 * UNIT - 1);
    batch.row(2, nanos(OPEN)).set(RawColumn.BID, 2 * UNIT).set(RawColumn.ASK, 2 * UNIT);
    Verdict verdict = gate(SeriesType.QUOTES).check(batch.build());
    assertThat(verdict.flags(0)).isEqualTo(RowFlag.CROSSED.bit());
    assertThat(verdict.flags(1)).isZero();
  }

  @Test
  void aCancellationNeedsNoPrice() {
    RawBatchBuilder batch =
        builder(SeriesType.TRADES)
            .row(1, nanos(OPEN))
            .set(RawColumn.OP, TradeOp.CANCEL.ordinal())
            .set(RawColumn.VERSION, 1);
    assertThat(gate(SeriesType.TRADES).check(batch.build()).accepted()).isEqualTo(1);
  }

  @Test
  void observedRowsAreNotKnownBeforeTheyHappened() {
    RawBatchBuilder batch =
        builder(SeriesType.TRADES)
            .row(1, nanos(OPEN))
            .known(nanos(OPEN) - 5, KnownTimeBasis.OBSERVED)
            .set(RawColumn.PRICE, UNIT)
            .set(RawColumn.SIZE, UNIT);
    Verdict verdict = gate(SeriesType.TRADES).check(batch.build());
    assertThat(verdict.knownNanos(0)).isEqualTo(nanos(OPEN));
    assertThat(verdict.flags(0)).isEqualTo(RowFlag.CLOCK_SKEW.bit());
  }

  @Test
  void publishedBeforeItHappenedIsRejected() {
    RawBatchBuilder batch =
        builder(SeriesType.TRADES)
            .row(1, nanos(OPEN))
            .known(nanos(OPEN) - 5, KnownTimeBasis.PROVIDER)
            .set(RawColumn.PRICE, UNIT)
            .set(RawColumn.SIZE, UNIT);
    assertThat(gate(SeriesType.TRADES).check(batch.build()).reason(0))
        .isEqualTo(RejectReason.KNOWN_TOO_EARLY);
  }
}
