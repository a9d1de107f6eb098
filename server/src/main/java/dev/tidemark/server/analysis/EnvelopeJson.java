package dev.tidemark.server.analysis;

import dev.tidemark.analysis.json.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The envelope: what is known of an analysis around the body of its result. */
final class EnvelopeJson {
  private EnvelopeJson() {}

  static byte[] of(AnalysisView view) {
    return head(view).endObject().bytes();
  }

  /** The body's bytes are the envelope's last value, unchanged. */
  static byte[] of(AnalysisView view, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1024);
    out.writeBytes(head(view).text().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(",\"result\":".getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    out.write('}');
    return out.toByteArray();
  }

  static byte[] of(BatchView batch) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("batch_id", batch.batchId())
        .field("tenant_id", batch.tenantId())
        .field("created_at", batch.createdAt().toString())
        .field("finished", batch.finished())
        .field("progress", batch.progress());
    json.name("analyses").beginArray();
    batch.members().forEach(member -> json.raw(head(member).endObject().text()));
    return json.endArray().endObject().bytes();
  }

  private static CanonicalJson head(AnalysisView view) {
    Instant finished = view.finishedAt();
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("analysis_id", view.analysisId())
        .field("status", view.status().name())
        .field("tenant_id", view.tenantId())
        .field("ticker", view.ticker())
        .field("created_at", view.createdAt().toString())
        .field("finished_at", finished == null ? null : finished.toString())
        .field("progress", view.progress())
        .field("result_hash", view.resultHash())
        .field("cached", view.cached());
    if (view.batchId() != null) {
      json.field("batch_id", view.batchId());
    }
    String ledger = view.ledger();
    if (ledger != null) {
      json.name("ledger").raw(ledger);
    }
    AnalysisView.AnalysisError error = view.error();
    if (error != null) {
      json.name("error")
          .beginObject()
          .field("reason", error.reason())
          .field("detail", error.detail())
          .field("hint", error.hint())
          .endObject();
    }
    return json;
  }
}
