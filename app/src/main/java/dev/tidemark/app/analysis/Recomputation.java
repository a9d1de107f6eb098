package dev.tidemark.app.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.analysis.report.Manifest;
import dev.tidemark.analysis.report.ManifestJson;
import dev.tidemark.analysis.report.ResultBody;
import dev.tidemark.analysis.report.Verification;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Computes a recorded result again, past every cache, and compares. */
public final class Recomputation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Recomputation() {}

  /** Reads the data as known when the result was made, computes, and compares bytes. */
  public static Verification verify(
      MarketData market, StoredResults.Recorded recorded, Execution execution) {
    Manifest manifest = recorded.manifest();
    AnalysisParams params = manifest.params();
    LocalAnalysis.Data data = LocalAnalysis.load(market, params, manifest.asKnown());
    List<Manifest.SessionHash> sessions = sessions(data.bars());
    if (!data.bars().dataHash().equals(manifest.dataHash())) {
      // Other data may not even allow the analysis; they are the difference, whatever follows.
      Verification other =
          Verification.compare(manifest, recorded.body(), sessions, new ResultBody(new byte[0]));
      if (other instanceof Verification.Different different
          && different.kind() == Verification.Kind.DATA) {
        return other;
      }
    }
    LocalAnalysis again = LocalAnalysis.run(data, params, manifest.asKnown(), execution);
    return Verification.compare(manifest, recorded.body(), sessions, again.body());
  }

  private static List<Manifest.SessionHash> sessions(SessionBars bars) {
    List<Manifest.SessionHash> sessions = new ArrayList<>();
    for (int s = 0; s < bars.sessions().size(); s++) {
      sessions.add(
          new Manifest.SessionHash(bars.sessions().get(s).date(), bars.sessionHashes().get(s)));
    }
    return sessions;
  }

  /**
   * Finds what is to be verified.
   *
   * @param what id of a stored result; or a directory with a manifest; or a manifest; or a body,
   *     which is compared with one made of the data as known now unless a manifest lies beside it
   */
  public static Source find(String what, Path path, StoredResults results) {
    Optional<StoredResults.Recorded> stored = results.find(what);
    if (stored.isPresent()) {
      return new Source.WithManifest(stored.get());
    }
    Path manifest = path.resolveSibling("manifest.json");
    if (Files.isDirectory(path) && Files.exists(path.resolve("manifest.json"))) {
      return new Source.WithManifest(StoredResults.read(path));
    }
    if (Files.isRegularFile(path)) {
      byte[] bytes = trimmed(StoredResults.bytes(path));
      JsonNode json = tree(path, bytes);
      if (json.path("schema_version").asText().startsWith("manifest/")) {
        // Under another name it is not the manifest of the body beside it.
        return new Source.WithManifest(
            path.endsWith("manifest.json")
                ? StoredResults.read(parent(path))
                : new StoredResults.Recorded(ManifestJson.read(bytes), Optional.empty()));
      }
      if (Files.exists(manifest)) {
        return new Source.WithManifest(
            new StoredResults.Recorded(
                StoredResults.read(parent(path)).manifest(), Optional.of(bytes)));
      }
      return new Source.BodyOnly(bytes, params(json));
    }
    throw TidemarkException.of(
            ErrorCode.NOT_FOUND,
            "Nothing to verify",
            "this is neither the id of a stored result nor a file or directory with one",
            "name an id below results/, a manifest.json, a result.json, or their directory")
        .withDetail("given", what)
        .withDetail("results", results.results(""));
  }

  /** What there is to compare with. */
  public sealed interface Source {
    record WithManifest(StoredResults.Recorded recorded) implements Source {}

    record BodyOnly(byte[] body, AnalysisParams params) implements Source {}
  }

  /** As {@link #verify(MarketData, StoredResults.Recorded, Execution)}, without a manifest. */
  public static Verification verify(
      MarketData market, Source.BodyOnly source, Instant now, Execution execution) {
    LocalAnalysis again = LocalAnalysis.run(market, source.params(), now, execution);
    Manifest assumed =
        Manifest.of(again.id(), again.result(), again.versions(), again.body(), now, now);
    Verification found =
        Verification.compare(assumed, Optional.of(source.body()), assumed.sessions(), again.body());
    return found instanceof Verification.Different different
        ? new Verification.Different(
            Verification.Kind.RESULT, different.at(), different.recorded(), different.recomputed())
        : found;
  }

  private static AnalysisParams params(JsonNode body) {
    ParamsReader reader = new ParamsReader(ticker -> Optional.empty(), RequestRules.LOCAL);
    return reader.read(body.path("params"), "/params").orThrow();
  }

  private static JsonNode tree(Path file, byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.INVALID_INPUT,
              "The file is not JSON",
              String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
              "name a manifest.json or a result.json")
          .withDetail("file", file);
    }
  }

  /** What was printed has a line break after the body. */
  private static byte[] trimmed(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file.toAbsolutePath().getRoot() : parent;
  }
}
