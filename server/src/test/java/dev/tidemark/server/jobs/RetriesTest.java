package dev.tidemark.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class RetriesTest {
  @Property
  void theDelayDoublesUpToTheLongestAndLosesAtMostHalf(
      @ForAll @IntRange(min = 1, max = 1000) int failures,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
    Retries retries = new Retries(Duration.ofSeconds(2), Duration.ofMinutes(5), () -> chance, 20);
    double whole = Math.min(2000 * Math.pow(2, Math.min(failures - 1, 40)), 300_000);
    assertThat((double) retries.delay(failures).toMillis())
        .isBetween(whole / 2, whole)
        .isCloseTo(whole - whole * chance / 2, org.assertj.core.data.Offset.offset(1.0));
  }
}
