package dev.tidemark.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two statistics in the family and the pooled one, h = 2, B = 5. */
class SequentialTestTest {
  private final SequentialTest test = new SequentialTest(new double[] {1, 2, 3}, 2, 2, 5);

  @Test
  void eachStopsAtItsOwnExceedanceAndTheRestIsIgnored() {
    draw(1, 0, 0);
    draw(1, 2, 9);
    draw(1, 0, 9);
    draw(1, 2, 9);
    assertThat(test.complete()).isTrue();
    draw(9, 9, 9);
    assertThat(test.done()).isEqualTo(4);
    assertThat(test.judged(0)).isEqualTo(2);
    assertThat(test.p(0)).isEqualTo(2.0 / 2);
    assertThat(test.p(1)).isEqualTo(2.0 / 4);
    assertThat(test.p(2)).isEqualTo(2.0 / 3);
    assertThat(test.maxT()).as("not all paths were drawn").isNaN();
  }

  @Test
  void whatNeverStopsCountsTheObservedAsOneDraw() {
    for (int i = 0; i < 5; i++) {
      assertThat(test.complete()).isFalse();
      draw(0, i == 3 ? 2 : 0, 0);
    }
    assertThat(test.complete()).isTrue();
    assertThat(test.p(0)).isEqualTo(1.0 / 6);
    assertThat(test.p(1)).isEqualTo(2.0 / 6);
    assertThat(test.maxT()).as("greatest of the family, not of the pooled").isEqualTo(2.0 / 6);
  }

  private void draw(double... statistics) {
    test.draw(statistics);
  }
}
