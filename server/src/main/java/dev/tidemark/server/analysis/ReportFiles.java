package dev.tidemark.server.analysis;

import dev.tidemark.analysis.params.ParamsJson;
import dev.tidemark.analysis.picture.Pictures;
import dev.tidemark.analysis.report.Manifest;
import dev.tidemark.analysis.report.ManifestJson;
import dev.tidemark.analysis.report.Narrative;
import dev.tidemark.analysis.report.ResultBody;
import dev.tidemark.analysis.report.TradesCsv;
import dev.tidemark.analysis.report.Versions;
import dev.tidemark.analysis.report.WindowsCsv;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the files of a result. The same run makes the same bytes, on any worker. */
final class ReportFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ReportFiles.class);

  private ReportFiles() {}

  /** What a manifest says of the analysis rather than of the result. */
  record Origin(String analysisId, Instant asKnown, Instant createdAt) {}

  static Map<ArtifactName, byte[]> of(AnalysisResult result, Versions versions, Origin origin) {
    Map<ArtifactName, byte[]> files = new EnumMap<>(ArtifactName.class);
    ResultBody body = ResultBody.of(result, versions);
    files.put(ArtifactName.RESULT, body.bytes());
    files.put(ArtifactName.PARAMS, ParamsJson.bytes(result.params()));
    files.put(
        ArtifactName.MANIFEST,
        ManifestJson.bytes(
            Manifest.of(
                origin.analysisId(),
                result,
                versions,
                body,
                origin.asKnown(),
                origin.createdAt())));
    files.put(ArtifactName.WINDOWS, WindowsCsv.bytes(result));
    files.put(ArtifactName.TRADES, TradesCsv.bytes(result));
    files.put(ArtifactName.EXPLAIN, Narrative.bytes(result));
    pictures(result).forEach((name, png) -> files.put(ArtifactName.find(name).orElseThrow(), png));
    return files;
  }

  private static Map<String, byte[]> pictures(AnalysisResult result) {
    try {
      return Pictures.of(result);
    } catch (TidemarkException failure) {
      if (failure.code() != ErrorCode.PRECONDITION_FAILED) {
        throw failure;
      }
      LOG.warn("A result has no pictures: {}", failure.getMessage());
      return Map.of();
    }
  }

  /** The manifest of another analysis that has the same result. */
  static byte[] manifest(byte[] ofSource, Origin origin) {
    Manifest source = ManifestJson.read(ofSource);
    return ManifestJson.bytes(
        new Manifest(
            origin.analysisId(),
            source.params(),
            origin.asKnown(),
            source.dataHash(),
            source.sessions(),
            source.versions(),
            source.resultHash(),
            origin.createdAt()));
  }
}
