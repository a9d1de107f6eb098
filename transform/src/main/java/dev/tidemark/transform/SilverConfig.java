package dev.tidemark.transform;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.Timeframe;
import java.time.Duration;
import java.util.List;

/**
 * How silver is built. Results depend on all of it but {@code threads}, {@code checkpointBars} and
 * {@code grace}; when one of the others changes, the next build starts anew.
 *
 * @param providers names in order of preference; those not listed follow, by name
 * @param settle how long after its close a bar made of minutes or ticks waits for those still
 *     missing (spec §1.5: ten seconds of lateness and five of silence)
 * @param grace rows known later than this after their close are counted as late
 * @param pulseBase decisions are taken at the closes of this timeframe
 * @param threads series worked on at a time
 * @param checkpointBars bars between the states a late bar rewinds to
 */
public record SilverConfig(
    List<String> providers,
    Duration settle,
    Duration grace,
    Timeframe pulseBase,
    int threads,
    int checkpointBars) {

  public static final SilverConfig DEFAULTS =
      new SilverConfig(
          List.of(),
          Duration.ofSeconds(15),
          Duration.ofHours(48),
          Timeframe.M5,
          Runtime.getRuntime().availableProcessors(),
          256);

  public SilverConfig {
    providers = List.copyOf(providers);
    if (settle.isNegative() || grace.isNegative() || threads < 1 || checkpointBars < 1) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Silver cannot be built like this",
              "durations cannot be negative, and threads and checkpoint bars are at least 1",
              "correct the configuration")
          .withDetail("settle", settle)
          .withDetail("grace", grace)
          .withDetail("threads", threads)
          .withDetail("checkpointBars", checkpointBars);
    }
  }

  public SilverConfig withProviders(List<String> preferred) {
    return new SilverConfig(preferred, settle, grace, pulseBase, threads, checkpointBars);
  }

  public SilverConfig withPulseBase(Timeframe base) {
    return new SilverConfig(providers, settle, grace, base, threads, checkpointBars);
  }

  public SilverConfig withThreads(int count) {
    return new SilverConfig(providers, settle, grace, pulseBase, count, checkpointBars);
  }

  public SilverConfig withCheckpointBars(int bars) {
    return new SilverConfig(providers, settle, grace, pulseBase, threads, bars);
  }

  public SilverConfig withSettle(Duration wait) {
    return new SilverConfig(providers, wait, grace, pulseBase, threads, checkpointBars);
  }
}
