package dev.tidemark.analysis.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.ParamsJson;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.ParamsReading;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Manifests as JSON. */
public final class ManifestJson {
  private static final String SCHEMA_VERSION = "manifest/1";

  /** A stored analysis was within its plan when it was accepted. */
  private static final RequestRules STORED = new RequestRules(300, RequestRules.MAX_CELLS, false);

  private ManifestJson() {}

  public static byte[] bytes(Manifest manifest) {
    Versions versions = manifest.versions();
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("schema_version", SCHEMA_VERSION)
        .field("analysis_id", manifest.analysisId())
        .name("params");
    ParamsJson.write(manifest.params(), json);
    json.field("seed", Long.toUnsignedString(Objects.requireNonNull(manifest.params().seed())))
        .field("as_known", manifest.asKnown().toString())
        .field("data_hash", manifest.dataHash())
        .field("engine_version", versions.engine())
        .field("calendar_version", versions.calendar())
        .field("tzdb_version", versions.tzdb())
        .field("result_hash", manifest.resultHash())
        .field("created_at", manifest.createdAt().toString())
        .field("verify", manifest.verifyCommand())
        .name("sessions")
        .beginArray();
    for (Manifest.SessionHash session : manifest.sessions()) {
      json.beginObject()
          .field("date", session.date().toString())
          .field("hash", session.hash())
          .endObject();
    }
    return json.endArray().endObject().bytes();
  }

  /**
   * Reads what {@link #bytes} writes.
   *
   * @throws TidemarkException INVALID_INPUT if it is not a manifest
   */
  public static Manifest read(byte[] bytes) {
    try {
      JsonNode json = StrictJson.tree(bytes);
      if (!SCHEMA_VERSION.equals(text(json, "schema_version"))) {
        throw unreadable("its schema_version is not " + SCHEMA_VERSION);
      }
      return new Manifest(
          text(json, "analysis_id"),
          params(json.path("params")),
          Instant.parse(text(json, "as_known")),
          text(json, "data_hash"),
          sessions(json.path("sessions")),
          new Versions(
              text(json, "engine_version"),
              text(json, "calendar_version"),
              text(json, "tzdb_version")),
          text(json, "result_hash"),
          Instant.parse(text(json, "created_at")));
    } catch (StrictJson.Malformed e) {
      throw unreadable(e.getMessage());
    } catch (DateTimeException e) {
      throw unreadable("a date in it cannot be read");
    }
  }

  private static AnalysisParams params(JsonNode json) {
    ParamsReader reader = new ParamsReader(ticker -> Optional.empty(), STORED);
    return switch (reader.read(json, "/params")) {
      case ParamsReading.Accepted accepted -> {
        if (accepted.params().seed() == null) {
          throw unreadable("its parameters have no seed");
        }
        yield accepted.params();
      }
      case ParamsReading.Rejected rejected ->
          throw unreadable(
              rejected.problems().getFirst().pointer()
                  + ": "
                  + rejected.problems().getFirst().detail());
    };
  }

  private static List<Manifest.SessionHash> sessions(JsonNode list) {
    List<Manifest.SessionHash> sessions = new ArrayList<>();
    for (JsonNode session : list) {
      sessions.add(
          new Manifest.SessionHash(LocalDate.parse(text(session, "date")), text(session, "hash")));
    }
    return sessions;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw unreadable("it has no text '" + name + "'");
    }
    return value.textValue();
  }

  private static TidemarkException unreadable(String why) {
    return TidemarkException.of(
        ErrorCode.INVALID_INPUT,
        "This is not a manifest of an analysis",
        why,
        "Give manifest.json of a result, or the id of an analysis");
  }
}
