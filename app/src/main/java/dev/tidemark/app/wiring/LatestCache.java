package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.cache.CaffeineLatestValues;
import dev.tidemark.smartdb.cache.LatestValues;
import dev.tidemark.smartdb.cache.RedisLatestValues;
import java.time.Duration;

/** Where latest values are kept, as it is configured. */
final class LatestCache {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private LatestCache() {}

  static LatestValues open(Settings settings, Host host) {
    Duration age = settings.duration(KnownSettings.LATEST_AGE);
    if (age.compareTo(SHORTEST) < 0 || age.compareTo(LONGEST) > 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              KnownSettings.LATEST_AGE.key() + " is out of range",
              "what is told as the latest is between a millisecond and a minute old",
              "Set it to a duration such as 1s")
          .withDetail(KnownSettings.LATEST_AGE.key(), age);
    }
    String url = settings.text(KnownSettings.REDIS_URL);
    return url.isEmpty()
        ? new CaffeineLatestValues(age, host.ticker())
        : RedisLatestValues.connect(url, settings.text(KnownSettings.REDIS_PREFIX), age);
  }
}
