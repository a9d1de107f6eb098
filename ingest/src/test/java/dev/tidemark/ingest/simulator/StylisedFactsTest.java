package dev.tidemark.ingest.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.core.time.Timeframe;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The statistics that markets have, on fixed seeds. */
class StylisedFactsTest {
  private static final LocalDate FROM = LocalDate.of(2020, 7, 1);
  private static final LocalDate TO = LocalDate.of(2025, 6, 27);

  @Test
  void equityVolumeIsUShaped() {
    SimulatedBars bars = bars("SIMA", 1, Timeframe.M1);
    double[] mean = new double[390];
    for (int i = 0; i < bars.size(); i++) {
      mean[minute(bars, i)] += bars.volume()[i];
    }
    double opening = Arrays.stream(mean, 0, 30).average().orElseThrow();
    double middle = Arrays.stream(mean, 150, 240).average().orElseThrow();
    double closing = Arrays.stream(mean, 375, 390).average().orElseThrow();
    assertThat(opening / middle).isBetween(2.0, 6.0);
    assertThat(closing / middle).isBetween(1.8, 6.0);
  }

  @Test
  void volatilityClusters() {
    double[] daily = returns(bars("SIMA", 1, Timeframe.D1));
    double[] minute = returns(bars("NOISE", 1, Timeframe.M1));
    assertThat(autocorrelation(absolute(daily), 1)).isGreaterThan(0.1);
    assertThat(autocorrelation(absolute(daily), 10)).isGreaterThan(0.05);
    assertThat(autocorrelation(absolute(minute), 1)).isGreaterThan(0.1);
    assertThat(autocorrelation(absolute(minute), 30)).isGreaterThan(0.05);
  }

  @Test
  void dailyReturnsHaveFatTailsAndTheModelsVolatility() {
    double[] daily = returns(bars("NOISE", 1, Timeframe.D1));
    double variance = 0;
    double fourth = 0;
    for (double r : daily) {
      variance += r * r / daily.length;
      fourth += r * r * r * r / daily.length;
    }
    assertThat(Math.sqrt(variance * 252)).isBetween(0.18, 0.45);
    assertThat(fourth / (variance * variance)).isGreaterThan(3.5);
  }

  @Test
  void pureNoiseHasNothingToPredict() {
    double[] r = intraday(bars("NOISE", DemoUniverse.SEED, Timeframe.M1), 0, 390, null);
    // 490,000 returns; with stochastic volatility the standard error is about 0.003.
    for (int lag = 1; lag <= 5; lag++) {
      assertThat(autocorrelation(r, lag)).as("lag %d", lag).isCloseTo(0.0, within(0.01));
    }
    for (int q : new int[] {2, 5, 15, 60}) {
      assertThat(varianceRatio(bars("NOISE", DemoUniverse.SEED, Timeframe.M1), 0, 390, null, q))
          .as("variance ratio over %d minutes", q)
          .isCloseTo(1.0, within(0.035));
    }
  }

  @Test
  void bidAskBounceShowsAsNegativeAutocorrelation() {
    double[] bounced = intraday(bars("SIMB", 1, Timeframe.M1), 0, 240, null);
    double[] clean = intraday(bars("NOISE", 1, Timeframe.M1), 0, 240, null);
    assertThat(autocorrelation(bounced, 1)).isLessThan(-0.005);
    assertThat(autocorrelation(bounced, 1)).isLessThan(autocorrelation(clean, 1) - 0.004);
  }

  @Test
  void plantedWindowsRevertAndNothingElseDoes() {
    SimulatedBars bars = bars("SIMA", DemoUniverse.SEED, Timeframe.M1);
    EnumSet<DayOfWeek> planted = EnumSet.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY);
    double inside = varianceRatio(bars, 121, 180, planted, 30);
    double otherDays = varianceRatio(bars, 121, 180, EnumSet.complementOf(planted), 30);
    double otherHours = varianceRatio(bars, 181, 360, planted, 30);
    assertThat(inside).isLessThan(0.75);
    assertThat(otherDays).isBetween(0.88, 1.08);
    assertThat(otherHours).isBetween(0.88, 1.08);
  }

  @Test
  void deviationsFromTheAnchorDecayAsPlanted() {
    SimulatedBars bars = bars("SIMA", DemoUniverse.SEED, Timeframe.M1);
    // Regress the deviation from the price at the window's start on itself five minutes before.
    double xy = 0;
    double xx = 0;
    for (int i = 0; i + 60 < bars.size(); i++) {
      DayOfWeek day = date(bars, i).getDayOfWeek();
      if (minute(bars, i) == 119 && (day == DayOfWeek.TUESDAY || day == DayOfWeek.THURSDAY)) {
        double anchor = StrictMath.log(bars.close()[i]);
        for (int k = 10; k + 5 <= 60; k += 5) {
          double before = StrictMath.log(bars.close()[i + k]) - anchor;
          double after = StrictMath.log(bars.close()[i + k + 5]) - anchor;
          xy += before * after;
          xx += before * before;
        }
      }
    }
    assertThat(xy / xx).isCloseTo(0.8, within(0.05));
  }

  @Test
  void sessionsOpenWithGaps() {
    SimulatedBars days = bars("SIMA", 1, Timeframe.D1);
    double gaps = 0;
    double intraday = 0;
    for (int i = 1; i < days.size(); i++) {
      double gap = StrictMath.log((double) days.open()[i] / days.close()[i - 1]);
      double move = StrictMath.log((double) days.close()[i] / days.open()[i]);
      gaps += gap * gap;
      intraday += move * move;
    }
    assertThat(gaps / (gaps + intraday)).isBetween(0.15, 0.4);
  }

  @Test
  void cryptoTradesThroughWithoutGaps() {
    LocalDate from = LocalDate.of(2025, 1, 1);
    SimulatedBars days =
        Simulators.simulator("SIMCOIN", 1).bars(Timeframe.D1, from, from.plusDays(120));
    assertThat(days.size()).isEqualTo(121);
    for (int i = 1; i < days.size(); i++) {
      assertThat(Math.abs(StrictMath.log((double) days.open()[i] / days.close()[i - 1])))
          .isLessThan(0.003);
    }
  }

  @Test
  void everyRegimeOccursAndPersists() {
    List<MarketRegimeState> regimes =
        Simulators.simulator("SIMA", DemoUniverse.SEED)
            .regimes(LocalDate.of(2015, 1, 1), LocalDate.of(2025, 6, 30));
    assertThat(regimes).contains(MarketRegimeState.values());
    int changes = 0;
    for (int i = 1; i < regimes.size(); i++) {
      changes += regimes.get(i) == regimes.get(i - 1) ? 0 : 1;
    }
    assertThat((double) changes / regimes.size()).isBetween(0.005, 0.06);
  }

  @Test
  void turbulentDaysMoveMore() {
    MarketSimulator simulator = Simulators.simulator("NOISE", 5);
    LocalDate from = LocalDate.of(2015, 1, 1);
    List<MarketRegimeState> regimes = simulator.regimes(from, TO);
    SimulatedBars days = simulator.bars(Timeframe.D1, from, TO);
    double[] sum = new double[MarketRegimeState.values().length];
    int[] count = new int[sum.length];
    for (int i = 0; i < days.size(); i++) {
      double range = StrictMath.log((double) days.high()[i] / days.low()[i]);
      sum[regimes.get(i).ordinal()] += range;
      count[regimes.get(i).ordinal()]++;
    }
    double calm = sum[0] / count[0];
    double turbulent = sum[3] / count[3];
    assertThat(turbulent / calm).isGreaterThan(1.8);
  }

  @Test
  void demoPricesStayInRangeOverTheFiveYears() {
    for (MarketModel model : DemoUniverse.demo()) {
      SimulatedBars days =
          Simulators.simulator(model, DemoUniverse.SEED).bars(Timeframe.D1, FROM, TO);
      long low = Arrays.stream(days.low(), 0, days.size()).min().orElseThrow();
      long high = Arrays.stream(days.high(), 0, days.size()).max().orElseThrow();
      assertThat(low).as(model.symbol()).isGreaterThan(1_000_000_000L);
      assertThat(high).as(model.symbol()).isLessThan(200_000_000_000L);
    }
  }

  private static SimulatedBars bars(String symbol, long seed, Timeframe timeframe) {
    return Simulators.simulator(symbol, seed).bars(timeframe, FROM, TO);
  }

  private static LocalDate date(SimulatedBars bars, int i) {
    return LocalDateTime.ofEpochSecond(bars.label()[i] / 1_000_000_000L, 0, ZoneOffset.UTC)
        .toLocalDate();
  }

  /** Minute of the session; sessions open at 13:30 or 14:30 UTC. */
  private static int minute(SimulatedBars bars, int i) {
    long day = Math.floorMod(bars.label()[i] / SessionWindow.MINUTE_NANOS, 1440L);
    boolean summer =
        ZoneId.of("America/New_York")
            .getRules()
            .isDaylightSavings(Instant.ofEpochSecond(bars.label()[i] / 1_000_000_000L));
    return (int) day - (summer ? 810 : 870);
  }

  private static double[] returns(SimulatedBars bars) {
    double[] out = new double[bars.size() - 1];
    for (int i = 0; i < out.length; i++) {
      out[i] = StrictMath.log((double) bars.close()[i + 1] / bars.close()[i]);
    }
    return out;
  }

  /** One-minute log returns of consecutive minutes inside part of the session. */
  private static double[] intraday(
      SimulatedBars bars, int from, int to, @Nullable EnumSet<DayOfWeek> days) {
    double[] out = new double[bars.size()];
    int n = 0;
    for (int i = 1; i < bars.size(); i++) {
      int minute = minute(bars, i);
      boolean consecutive = bars.label()[i] - bars.label()[i - 1] == SessionWindow.MINUTE_NANOS;
      if (consecutive
          && minute >= from
          && minute < to
          && (days == null || days.contains(date(bars, i).getDayOfWeek()))) {
        out[n++] = StrictMath.log((double) bars.close()[i] / bars.close()[i - 1]);
      }
    }
    return Arrays.copyOf(out, n);
  }

  /** Variance of q-minute returns over q times that of one-minute returns, inside the part. */
  private static double varianceRatio(
      SimulatedBars bars, int from, int to, @Nullable EnumSet<DayOfWeek> days, int q) {
    double one = 0;
    double many = 0;
    int steps = 0;
    int blocks = 0;
    for (int i = q; i < bars.size(); i++) {
      int minute = minute(bars, i);
      boolean whole = bars.label()[i] - bars.label()[i - q] == q * SessionWindow.MINUTE_NANOS;
      if (whole
          && minute - q >= from
          && minute < to
          && (days == null || days.contains(date(bars, i).getDayOfWeek()))) {
        double r = StrictMath.log((double) bars.close()[i] / bars.close()[i - q]);
        many += r * r;
        blocks++;
        for (int k = 0; k < q; k++) {
          double s = StrictMath.log((double) bars.close()[i - k] / bars.close()[i - k - 1]);
          one += s * s;
          steps++;
        }
      }
    }
    return many / blocks / (q * one / steps);
  }

  private static double[] absolute(double[] x) {
    return Arrays.stream(x).map(Math::abs).toArray();
  }

  private static double autocorrelation(double[] x, int lag) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double zero = 0;
    double lagged = 0;
    for (int i = 0; i < x.length; i++) {
      zero += (x[i] - mean) * (x[i] - mean);
      if (i >= lag) {
        lagged += (x[i] - mean) * (x[i - lag] - mean);
      }
    }
    return lagged / zero;
  }
}
