package dev.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Property(tries = 200)
  void delaysStayBetweenHalfAndWholeOfTheirStep(
      @ForAll @IntRange(min = 1, max = 100) int attempt,
      @ForAll @DoubleRange(min = 0, max = 0.99) double uniform) {
    RetryPolicy policy = RetryPolicy.standard();
    Duration delay = policy.delay(attempt, uniform);
    double step = Math.min(30.0, 0.5 * Math.pow(2, attempt - 1));
    assertThat(delay.toNanos() / 1e9).isBetween(step / 2 - 1e-6, step);
  }

  @Property(tries = 100)
  void aBucketNeverGivesMoreThanBurstPlusRate(
      @ForAll @IntRange(min = 1, max = 10) int burst, @ForAll long seed) {
    DrivenTime time = new DrivenTime(Instant.EPOCH);
    TokenBucket bucket = new TokenBucket(time, Duration.ofMillis(50), burst);
    Random random = new Random(seed);
    int calls = 200;
    for (int i = 0; i < calls; i++) {
      if (random.nextInt(5) == 0) {
        time.advance(Duration.ofMillis(random.nextInt(200)));
      }
      time.await(bucket.reserve());
    }
    long millis = time.instant().toEpochMilli();
    assertThat(calls).isLessThanOrEqualTo((int) (burst + 1 + millis / 50));
  }

  @Test
  void aRestedBucketFillsToItsBurstAndNoFurther() {
    DrivenTime time = new DrivenTime(Instant.EPOCH);
    TokenBucket bucket = new TokenBucket(time, Duration.ofMillis(100), 2);
    time.advance(Duration.ofHours(1));
    assertThat(bucket.reserve()).isZero();
    assertThat(bucket.reserve()).isZero();
    assertThat(bucket.reserve()).isEqualTo(Duration.ofMillis(100));
    assertThat(bucket.reserve()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void policiesAreChecked() {
    assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new TokenBucket(new DrivenTime(Instant.EPOCH), Duration.ofMillis(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
