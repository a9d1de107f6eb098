package dev.tidemark.server.live;

import java.time.Duration;

/**
 * Bounds of live feeds.
 *
 * @param perTenant streams that a tenant may have open at a time
 * @param most streams of all tenants
 * @param heartbeat a comment is sent when nothing else was for so long
 */
public record LiveOptions(int perTenant, int most, Duration heartbeat) {
  public static final LiveOptions STANDARD = new LiveOptions(16, 512, Duration.ofSeconds(10));
}
