package dev.tidemark.stream.fold;

import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.micro.LargeTradeAlert;

/** An {@link AlertRevision} as fields that Flink can serialise. */
public final class AlertRow {
  public String id = "";

  /** Name of an {@link AlertRevision.Status}. */
  public String status = "";

  public long tsNanos;
  public String firstId = "";
  public String secondId = "";
  public String thirdId = "";
  public long knownNanos;

  public static AlertRow of(AlertRevision revision) {
    AlertRow row = new AlertRow();
    row.id = revision.id();
    row.status = revision.status().name();
    row.tsNanos = revision.alert().tsNanos();
    row.firstId = revision.alert().firstId();
    row.secondId = revision.alert().secondId();
    row.thirdId = revision.alert().thirdId();
    row.knownNanos = revision.knownNanos();
    return row;
  }

  public AlertRevision revision() {
    return new AlertRevision(
        id,
        AlertRevision.Status.valueOf(status),
        new LargeTradeAlert(tsNanos, firstId, secondId, thirdId),
        knownNanos);
  }
}
