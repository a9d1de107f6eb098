package dev.tidemark.app.command.analysis;

import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.app.analysis.LocalAnalysis;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The envelope of a local result: what the API puts around the body. */
final class Envelope {
  private static final String TENANT = "local";

  private Envelope() {}

  /**
   * @param runs results of this ticker that are stored here
   */
  static String text(LocalAnalysis analysis, Instant at, long runs) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("analysis_id", analysis.id())
        .field("status", "SUCCEEDED")
        .field("tenant_id", TENANT)
        .field("created_at", at.toString())
        .field("finished_at", at.toString())
        .field("progress", 1L)
        .field("result_hash", analysis.body().hash())
        .field("cached", false)
        .name("ledger")
        .beginObject()
        .field("runs_on_ticker", runs)
        .endObject()
        .name("result")
        .raw(new String(analysis.body().bytes(), StandardCharsets.UTF_8))
        .endObject();
    return json.text();
  }
}
