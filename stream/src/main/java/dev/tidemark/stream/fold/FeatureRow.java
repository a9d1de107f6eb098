package dev.tidemark.stream.fold;

import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;

/** A {@link FeatureRevision} as fields that Flink can serialise. */
public final class FeatureRow {
  /** Name of a {@link FeatureGroup}. */
  public String group = "";

  public long startNanos;
  public long closeNanos;
  public int revision;
  public long knownNanos;
  public double[] values = {};

  public static FeatureRow of(FeatureRevision revision) {
    FeatureRow row = new FeatureRow();
    row.group = revision.group().name();
    row.startNanos = revision.startNanos();
    row.closeNanos = revision.closeNanos();
    row.revision = revision.revision();
    row.knownNanos = revision.knownNanos();
    row.values = revision.values();
    return row;
  }

  public FeatureRevision revision() {
    return new FeatureRevision(
        FeatureGroup.valueOf(group), startNanos, closeNanos, revision, knownNanos, values);
  }
}
