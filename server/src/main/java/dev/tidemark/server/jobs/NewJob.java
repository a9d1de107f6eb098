package dev.tidemark.server.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A job to be enqueued.
 *
 * @param tenantId whose it is; {@link #SYSTEM} for the operator's own
 * @param jobId unique within the tenant
 * @param kind which handler runs it
 * @param dedupeKey a second job of the tenant with the same kind and key is not enqueued, as long
 *     as the first is remembered; null for no such check
 * @param priority higher goes first
 * @param tenantLimit most jobs of the tenant that may run at a time, over all workers
 * @param delay until it may run
 * @param maxFailures attempts that may end with an error before the job is given up
 * @param payload what the handler needs, as text (JSON)
 */
public record NewJob(
    String tenantId,
    String jobId,
    String kind,
    @Nullable String dedupeKey,
    int priority,
    int tenantLimit,
    Duration delay,
    int maxFailures,
    String payload) {
  public static final String SYSTEM = "_system";
  private static final int MAX_FAILURES = 3;

  /** Runs at once, with three attempts and no limit. */
  public static NewJob of(String tenantId, String jobId, String kind, String payload) {
    return new NewJob(
        tenantId, jobId, kind, null, 0, Integer.MAX_VALUE, Duration.ZERO, MAX_FAILURES, payload);
  }

  public NewJob withDedupeKey(String key) {
    return new NewJob(
        tenantId, jobId, kind, key, priority, tenantLimit, delay, maxFailures, payload);
  }

  public NewJob withPriority(int higherFirst) {
    return new NewJob(
        tenantId, jobId, kind, dedupeKey, higherFirst, tenantLimit, delay, maxFailures, payload);
  }

  public NewJob withTenantLimit(int most) {
    return new NewJob(
        tenantId, jobId, kind, dedupeKey, priority, most, delay, maxFailures, payload);
  }

  public NewJob withDelay(Duration later) {
    return new NewJob(
        tenantId, jobId, kind, dedupeKey, priority, tenantLimit, later, maxFailures, payload);
  }

  public NewJob withMaxFailures(int most) {
    return new NewJob(
        tenantId, jobId, kind, dedupeKey, priority, tenantLimit, delay, most, payload);
  }
}
