package dev.tidemark.server.analysis;

import java.util.Optional;

/** The files of a result. A closed list: names from outside never become paths. */
public enum ArtifactName {
  RESULT("results", "result.json", "application/json"),
  PARAMS("results", "params.json", "application/json"),
  MANIFEST("results", "manifest.json", "application/json"),
  WINDOWS("artifacts", "windows.csv", "text/csv"),
  TRADES("artifacts", "trades.csv", "text/csv"),
  HEATMAP("artifacts", "heatmap.png", "image/png"),
  EQUITY("artifacts", "equity.png", "image/png"),
  COST("artifacts", "cost.png", "image/png"),
  HALF_LIFE("artifacts", "half_life.png", "image/png"),
  EXPLAIN("artifacts", "explain.md", "text/markdown");

  private final String folder;
  private final String file;
  private final String mediaType;

  ArtifactName(String folder, String file, String mediaType) {
    this.folder = folder;
    this.file = file;
    this.mediaType = mediaType;
  }

  /** The artifact with this file name, if there is one. */
  public static Optional<ArtifactName> find(String file) {
    for (ArtifactName name : values()) {
      if (name.file.equals(file)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  public String file() {
    return file;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Where the object store has it: {@code results/{id}/…} or {@code artifacts/{id}/…}. */
  String key(String analysisId) {
    return folder + "/" + analysisId + "/" + file;
  }
}
