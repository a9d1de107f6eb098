package dev.tidemark.smartdb.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLatestValuesTest extends LatestValuesContract {
  private static @Nullable RealRedis redis;
  private static int used;

  private @Nullable RedisLatestValues values;

  @BeforeAll
  static void start() throws IOException {
    redis = new RealRedis();
  }

  @AfterAll
  static void stop() {
    server().close();
  }

  private static RealRedis server() {
    return java.util.Objects.requireNonNull(redis);
  }

  @BeforeEach
  void connect() {
    values = RedisLatestValues.connect(server().url(), "test" + ++used, AGE);
  }

  @AfterEach
  void disconnect() {
    java.util.Objects.requireNonNull(values).close();
  }

  @Override
  LatestValues values() {
    return java.util.Objects.requireNonNull(values);
  }

  @Override
  void theOldAreNotFound() {
    try (LatestValues brief = other(Duration.ofMillis(20))) {
      put(brief, "A", "1");
      // Redis measures by its own clock; the end comes, and it is told to come early.
      for (int i = 0; i < 1_000_000 && !found(brief, "A").isEmpty(); i++) {
        Thread.onSpinWait();
      }
      assertThat(found(brief, "A")).isEmpty();
    }
  }

  /** Another server of the same installation. */
  private static LatestValues other(Duration age) {
    return RedisLatestValues.connect(server().url(), "test" + used, age);
  }

  @Test
  void serversOfOneInstallationShareValuesAndInvalidations() {
    try (LatestValues second = other(AGE)) {
      put(values(), "A", "1");
      assertThat(found(second, "A")).isEqualTo("1");
      second.invalidate(List.of("A"));
      assertThat(found(values(), "A")).isEmpty();
    }
  }

  @Test
  void installationsThatShareARedisDoNotSeeEachOther() {
    put(values(), "A", "1");
    try (LatestValues foreign = RedisLatestValues.connect(server().url(), "other" + used, AGE)) {
      assertThat(found(foreign, "A")).isEmpty();
      foreign.invalidateAll();
    }
    assertThat(found(values(), "A")).isEqualTo("1");
  }

  @Test
  void withoutRedisThereAreNoValuesAndNothingFails() throws IOException {
    RealRedis mortal = new RealRedis();
    try (LatestValues left = RedisLatestValues.connect(mortal.url(), "x", AGE)) {
      put(left, "A", "1");
      mortal.close();
      Found found = left.find(List.of("A")).getFirst();
      assertThat(found.value()).isEmpty();
      left.store(Map.of("A", found.with(bytes("2"))));
      left.invalidate(List.of("A"));
      left.invalidateAll();
      assertThat(found(left, "A")).isEmpty();
    }
  }

  @Test
  void anAddressThatIsNoneAndARedisThatIsNotThereAreToldApart() {
    assertThatThrownBy(() -> RedisLatestValues.connect("http://x", "x", AGE))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThatThrownBy(() -> RedisLatestValues.connect("redis://127.0.0.1:1", "x", AGE))
        .isInstanceOfSatisfying(
            TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }
}
