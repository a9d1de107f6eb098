package dev.tidemark.core.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulseTest {
  private static final double NULL = Double.NaN;

  private static PulseRow row(long close, long available, int revision, double macd) {
    return new PulseRow(close, available, revision, macd, 1, 60, 25, 30, 10);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 60, 25, 30, 10, 1.0",
    "-1, -1, 40, 25, 10, 30, -1.0",
    "1, 0, 55, 25, 30, 10, 0.5",
    "1, 1, 55.01, 19.99, 10, 30, 0.75",
    "0, 0, 50, 10, 10, 10, 0.0",
    "-0.0, -0.0, 45, 20, 10, 10, 0.0",
    "1, -1, 44.99, 20, 10, 30, -0.5"
  })
  void four_votes(
      double macd, double hist, double rsi, double adx, double plus, double minus, double score) {
    assertThat(Pulse.score(macd, hist, rsi, adx, plus, minus)).isEqualTo(score);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4", "5"})
  void any_null_input_makes_the_timeframe_unavailable(int which) {
    double[] in = {1, 1, 60, 25, 30, 10};
    in[which] = NULL;
    assertThat(Pulse.score(in[0], in[1], in[2], in[3], in[4], in[5])).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1, -1, STRONG_UP",
    "-1, -1, -1, -1, -1, 1, STRONG_DOWN",
    "1, 1, 1, 1, NaN, NaN, MODERATE_UP",
    "0.5, 0.5, 0.5, 0.25, 0.25, 0.25, MODERATE_UP",
    "-0.5, -0.5, -0.5, 0, 0, -0.75, MODERATE_DOWN",
    "1, 1, -0.25, -0.25, NaN, NaN, MIXED",
    "0.25, 0.25, 0.25, 0.25, 0.25, 0.25, MIXED",
    "1, -1, 1, -1, 0, 0, MIXED",
    "1, 1, 1, NaN, NaN, NaN, UNKNOWN"
  })
  void labels(double m1, double m5, double m15, double h1, double h4, double d1, PulseLabel label) {
    assertThat(Pulse.combine(new double[] {m1, m5, m15, h1, h4, d1}).label()).isEqualTo(label);
  }

  @Test
  void fewer_than_four_timeframes_say_nothing() {
    PulseReading reading = Pulse.combine(new double[] {1, 1, 1, NULL, NULL, NULL});
    assertThat(reading.pulse()).isNaN();
    assertThat(reading.aligned()).isEmpty();
    assertThat(reading.available()).isEqualTo(3);
  }

  @Test
  void a_pulse_of_zero_aligns_nothing() {
    PulseReading reading = Pulse.combine(new double[] {1, -1, 1, -1, 0, 0});
    assertThat(reading.pulse()).isZero();
    assertThat(reading.aligned()).hasValue(0);
  }

  /**
   * The classic leak: joining a higher timeframe by its label shows the hour before it has ended.
   */
  @Test
  void a_running_hour_is_not_visible() {
    long label = 9 * 3600;
    long close = label + 3600;
    List<PulseRow> hours = List.of(row(label, label + 10, 0, -1), row(close, close + 10, 0, 1));

    assertThat(PulseRow.asOf(hours, label + 1800)).map(PulseRow::tClose).contains(label);
    assertThat(PulseRow.asOf(hours, close - 1)).map(PulseRow::tClose).contains(label);
    PulseRow byLabel = row(label, label, 0, 1);
    assertThat(PulseRow.asOf(List.of(byLabel), label + 1)).as("the mutant leaks").isPresent();
  }

  @Test
  void a_closed_bar_is_not_visible_before_it_is_published() {
    List<PulseRow> rows = List.of(row(100, 110, 0, 1));
    assertThat(PulseRow.asOf(rows, 109)).isEmpty();
    assertThat(PulseRow.asOf(rows, 110)).isPresent();
  }

  @Test
  void a_revision_counts_from_its_publication_on() {
    List<PulseRow> rows = List.of(row(100, 500, 1, -1), row(100, 110, 0, 1));
    assertThat(PulseRow.asOf(rows, 499)).map(PulseRow::revision).contains(0);
    assertThat(PulseRow.asOf(rows, 500)).map(PulseRow::revision).contains(1);
  }

  @Test
  void rows_expire_after_two_intervals_of_session_time() {
    assertThat(Pulse.isStale(7200, Pulse.maxAge(3600))).isFalse();
    assertThat(Pulse.isStale(7201, Pulse.maxAge(3600))).isTrue();
  }

  @Property(tries = 100)
  void rows_that_become_known_later_change_nothing(
      @ForAll @IntRange(max = 300) int t, @ForAll Random random) {
    List<PulseRow> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long close = random.nextInt(30) * 10L;
      all.add(row(close, close + random.nextInt(60), random.nextInt(3), random.nextInt(9) - 4));
    }
    List<PulseRow> known = all.stream().filter(row -> row.visibleAt(t)).toList();
    Collections.shuffle(all, random);
    assertThat(PulseRow.asOf(all, t).map(PulseRow::tClose))
        .isEqualTo(PulseRow.asOf(known, t).map(PulseRow::tClose));
  }
}
