package dev.tidemark.analysis.report;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The time-zone rules that an analysis depends on: the zone of its calendar and a hash of that
 * zone's offsets over the horizon. Releases of the time-zone data that agree there give the same
 * text, so that a result does not change with every Java update; the release itself stands in the
 * manifest.
 */
final class ZoneFingerprint {
  private static final int HEX_DIGITS = 12;

  private ZoneFingerprint() {}

  static String of(AnalysisParams params) {
    ZoneId zone = SessionClock.zone(params.calendar());
    ZoneRules rules = zone.getRules();
    Instant from = params.start().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = params.end().plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    StringBuilder lines = new StringBuilder().append(rules.getOffset(from)).append('\n');
    ZoneOffsetTransition next = rules.nextTransition(from);
    while (next != null && next.getInstant().isBefore(to)) {
      lines.append(next.getInstant()).append(' ').append(next.getOffsetAfter()).append('\n');
      next = rules.nextTransition(next.getInstant());
    }
    String hash = Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8));
    return zone.getId() + "#" + hash.substring(0, HEX_DIGITS);
  }
}
