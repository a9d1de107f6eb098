package dev.tidemark.analysis.report;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.AnalysisResult;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is needed to compute a result again and to tell where a recomputation differs.
 *
 * @param params with the seed that was used
 * @param asKnown the data are those known at this instant
 * @param sessions every session of the horizon with the hash of its bars
 * @param createdAt when the result was computed
 */
public record Manifest(
    String analysisId,
    AnalysisParams params,
    Instant asKnown,
    String dataHash,
    List<SessionHash> sessions,
    Versions versions,
    String resultHash,
    Instant createdAt) {

  /** A session and the SHA-256, hex, of its bars. */
  public record SessionHash(LocalDate date, String hash) {}

  public Manifest {
    sessions = List.copyOf(sessions);
  }

  public static Manifest of(
      String analysisId,
      AnalysisResult result,
      Versions versions,
      ResultBody body,
      Instant asKnown,
      Instant createdAt) {
    return new Manifest(
        analysisId,
        result.params(),
        asKnown,
        result.bars().dataHash(),
        sessions(result),
        versions,
        body.hash(),
        createdAt);
  }

  /** The sessions of an analysis with their hashes. */
  public static List<SessionHash> sessions(AnalysisResult result) {
    List<SessionHash> sessions = new ArrayList<>();
    for (int s = 0; s < result.bars().sessions().size(); s++) {
      sessions.add(
          new SessionHash(
              result.bars().sessions().get(s).date(), result.bars().sessionHashes().get(s)));
    }
    return sessions;
  }

  /** The command that verifies the result. */
  public String verifyCommand() {
    return "tidemark verify " + analysisId;
  }
}
