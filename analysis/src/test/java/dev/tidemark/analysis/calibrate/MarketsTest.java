package dev.tidemark.analysis.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.analysis.calibrate.PlantedMarket.Window;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.time.Session;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated markets are what they say. */
class MarketsTest {
  private static final long SEED = 20;
  private static final int BARS = SyntheticBars.BARS_PER_SESSION;
  private static final List<Session> SESSIONS = SyntheticBars.sessions(300);
  private static final IntPredicate ALL = t -> true;

  private static SessionBars draw(Market market) {
    return market.bars(SESSIONS, Shocks.stream(SEED, 1, 0));
  }

  /** Log returns from close to close within sessions, NaN elsewhere. */
  private static double[] returns(SessionBars bars) {
    double[] r = new double[bars.bars()];
    for (int t = 0; t < r.length; t++) {
      r[t] = t % BARS == 0 ? Double.NaN : Math.log(bars.close()[t] / bars.close()[t - 1]);
    }
    return r;
  }

  private static double moment(double[] r, int power, IntPredicate where) {
    double sum = 0;
    int n = 0;
    for (int t = 0; t < r.length; t++) {
      if (!Double.isNaN(r[t]) && where.test(t)) {
        sum += Math.pow(r[t], power);
        n++;
      }
    }
    return sum / n;
  }

  private static double lagged(double[] r) {
    double sum = 0;
    int n = 0;
    for (int t = 1; t < r.length; t++) {
      if (!Double.isNaN(r[t] + r[t - 1])) {
        sum += r[t] * r[t - 1];
        n++;
      }
    }
    return sum / n;
  }

  private static double kurtosis(double[] r) {
    return moment(r, 4, ALL) / Math.pow(moment(r, 2, ALL), 2);
  }

  @ParameterizedTest
  @EnumSource(NoiseMarket.class)
  void every_session_has_all_its_bars(NoiseMarket market) {
    SessionBars bars = draw(market);
    assertThat(bars.bars()).isEqualTo(300 * 78);
    assertThat(bars.present()).isEqualTo(bars.bars());
    assertThat(bars.dataHash()).isEqualTo(draw(market).dataHash());
    assertThat(bars.dataHash())
        .isNotEqualTo(market.bars(SESSIONS, Shocks.stream(SEED, 1, 1)).dataHash());
  }

  @Test
  void the_walk_is_normal_and_has_no_memory() {
    double[] r = returns(draw(NoiseMarket.GAUSSIAN));
    assertThat(Math.sqrt(moment(r, 2, ALL)) * 1e4).isCloseTo(7.0, within(0.1));
    assertThat(kurtosis(r)).isCloseTo(3.0, within(0.15));
    assertThat(lagged(r) / moment(r, 2, ALL)).isCloseTo(0.0, within(0.02));
  }

  @Test
  void heavy_tails_cluster_over_the_day() {
    double[] r = returns(draw(NoiseMarket.HEAVY_TAILS));
    assertThat(kurtosis(r)).isGreaterThan(6.0);
    double ends = moment(r, 2, t -> t % BARS <= 3 || t % BARS >= BARS - 3);
    double noon = moment(r, 2, t -> Math.abs(t % BARS - BARS / 2) <= 6);
    assertThat(ends / noon).isGreaterThan(2.5);
  }

  @Test
  void falls_are_longer_and_are_followed_by_greater_moves() {
    // A skew-normal shock of delta -0.7 has a skewness of -0.13; a bar adds two of unequal size.
    // The
    // sample is long because the standard error at 300 sessions is a third of what is looked for.
    double[] r =
        returns(
            NoiseMarket.LEVERAGE.bars(SyntheticBars.sessions(2_400), Shocks.stream(SEED, 1, 0)));
    double skew = moment(r, 3, ALL) / Math.pow(moment(r, 2, ALL), 1.5);
    assertThat(skew).isBetween(-0.14, -0.05);
    double afterFall = moment(r, 2, t -> r[t - 1] < 0);
    double afterRise = moment(r, 2, t -> r[t - 1] > 0);
    assertThat(afterFall).isGreaterThan(1.03 * afterRise);
  }

  /** Roll: the covariance of neighbouring returns is minus the square of the half spread. */
  @Test
  void bounces_are_four_basis_points() {
    double[] r = returns(draw(NoiseMarket.BOUNCE));
    assertThat(Math.sqrt(-lagged(r)) * 1e4).isCloseTo(4.0, within(0.2));
  }

  @Test
  void coarse_ticks_are_multiples_of_ten_cents() {
    SessionBars bars = draw(NoiseMarket.COARSE_TICK);
    assertThat(bars.tickSize()).isEqualTo(0.1);
    assertThat(
            Arrays.stream(bars.close()).allMatch(c -> Math.abs(c * 10 - Math.rint(c * 10)) < 1e-9))
        .isTrue();
  }

  @Test
  void planted_hours_revert_to_where_they_began_and_no_others_do() {
    PlantedMarket market = new PlantedMarket(0.8, List.of(new Window(DayOfWeek.TUESDAY, 2)));
    SessionBars bars = draw(market);
    assertThat(reversion(bars, DayOfWeek.TUESDAY)).isCloseTo(0.8, within(0.08));
    assertThat(reversion(bars, DayOfWeek.WEDNESDAY)).isCloseTo(1.0, within(0.08));
  }

  /** Least squares through the origin of the distance to the price before the third hour. */
  private static double reversion(SessionBars bars, DayOfWeek day) {
    double products = 0;
    double squares = 0;
    for (int s = 0; s < SESSIONS.size(); s++) {
      if (SESSIONS.get(s).date().getDayOfWeek() == day) {
        int from = s * BARS + 24;
        double anchor = Math.log(bars.close()[from - 1]);
        for (int t = from + 1; t < from + 12; t++) {
          double before = Math.log(bars.close()[t - 1]) - anchor;
          products += before * (Math.log(bars.close()[t]) - anchor);
          squares += before * before;
        }
      }
    }
    return products / squares;
  }
}
