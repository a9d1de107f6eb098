package dev.tidemark.analysis.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinomialTest {

  /** The bound of the specification: 30 of 200 analyses at q = 0.10, 99 %. */
  @Test
  void the_bound_of_two_hundred_noise_analyses_is_thirty() {
    assertThat(Binomial.quantile(200, 0.10, 0.99)).isEqualTo(30);
  }

  /** Four coins: 0 to 4 heads are 1, 4, 6, 4 and 1 of 16. */
  @Test
  void quantiles_of_four_coins() {
    assertThat(Binomial.quantile(4, 0.5, 1 / 16.0 - 1e-9)).isZero();
    assertThat(Binomial.quantile(4, 0.5, 1 / 16.0 + 1e-9)).isEqualTo(1);
    assertThat(Binomial.quantile(4, 0.5, 0.5)).isEqualTo(2);
    assertThat(Binomial.quantile(4, 0.5, 15 / 16.0 + 1e-9)).isEqualTo(4);
  }

  @Test
  void many_trials_do_not_underflow() {
    assertThat(Binomial.quantile(100_000, 0.05, 0.5)).isBetween(4_998, 5_001);
  }
}
