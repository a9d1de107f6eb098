package dev.tidemark.server.analysis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.hash.Sha256;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored results. A result is stored once, under the id of the analysis that began its run;
 * other analyses that have it refer to that id. Thread-safe.
 */
final class Results {
  private static final Logger LOG = LoggerFactory.getLogger(Results.class);

  private final ObjectStore store;
  private final Cache<String, byte[]> bodies;

  Results(ObjectStore store, long bodyCacheBytes) {
    this.store = store;
    bodies =
        Caffeine.newBuilder()
            .maximumWeight(bodyCacheBytes)
            .weigher((String hash, byte[] body) -> body.length)
            .executor(Runnable::run)
            .build();
  }

  /** Answers a question about a result, if there is one. */
  static Lookup<Content> of(
      Optional<AnalysisView> found, Function<AnalysisView, Lookup<Content>> question) {
    if (found.isEmpty()) {
      return new Lookup.Absent<>();
    }
    AnalysisView view = found.get();
    return view.status() == AnalysisStatus.SUCCEEDED
        ? question.apply(view)
        : new Lookup.NoResult<>(view.status());
  }

  /**
   * The body of an analysis that succeeded.
   *
   * @throws TidemarkException CORRUPT if the stored bytes are not those that were computed
   */
  byte[] body(AnalysisView view) {
    String hash = required(view.resultHash(), view);
    byte[] cached = bodies.getIfPresent(hash);
    if (cached != null) {
      return cached;
    }
    byte[] stored = stored(ArtifactName.RESULT, view);
    if (!Sha256.hex(stored).equals(hash)) {
      throw TidemarkException.of(
              ErrorCode.CORRUPT,
              "The stored result is damaged",
              "its bytes do not have the hash that was recorded when it was computed",
              "Run the analysis again with other parameters, or restore the object store")
          .withDetail("analysis", view.analysisId())
          .withDetail("recorded", hash);
    }
    bodies.put(hash, stored);
    return stored;
  }

  Lookup<Content> artifact(AnalysisView view, ArtifactName name) {
    return switch (name) {
      case RESULT -> found(name, body(view));
      case MANIFEST -> found(name, manifest(view));
      case PARAMS, WINDOWS, TRADES, EXPLAIN -> found(name, stored(name, view));
      // A machine without fonts makes no pictures.
      case HEATMAP, EQUITY, COST, HALF_LIFE ->
          store
              .get(name.key(required(view.source(), view)))
              .map(png -> found(name, png))
              .orElseGet(Lookup.Absent::new);
    };
  }

  private static Lookup<Content> found(ArtifactName name, byte[] bytes) {
    return new Lookup.Found<>(Content.of(name.mediaType(), bytes));
  }

  Lookup<Content> windows(AnalysisView view, WindowsQuery query) {
    return WindowsJson.page(view.analysisId(), body(view), query);
  }

  Lookup<Content> trades(AnalysisView view, PageQuery page) {
    return new Lookup.Found<>(
        TradesJson.page(view.analysisId(), stored(ArtifactName.TRADES, view), page));
  }

  /**
   * Gives an analysis that shares the result of another a complete {@code results/{id}} of its own.
   * It can be made again when it is lost, so nothing is lost when it cannot be made now.
   */
  void alias(String source, ReportFiles.Origin origin) {
    String id = origin.analysisId();
    if (id.equals(source)) {
      return;
    }
    try {
      store.link(ArtifactName.RESULT.key(source), ArtifactName.RESULT.key(id));
      store.link(ArtifactName.PARAMS.key(source), ArtifactName.PARAMS.key(id));
      Optional<byte[]> manifest = store.get(ArtifactName.MANIFEST.key(source));
      if (manifest.isPresent()) {
        store.putRebuildable(
            ArtifactName.MANIFEST.key(id), ReportFiles.manifest(manifest.get(), origin));
      }
    } catch (TidemarkException failure) {
      LOG.warn("Files of analysis {} will be made when read: {}", id, failure.getMessage());
    }
  }

  /** Made from that of the source, like the alias: the alias may be lost or not yet made. */
  byte[] manifest(AnalysisView view) {
    byte[] ofSource = stored(ArtifactName.MANIFEST, view);
    return view.analysisId().equals(view.source())
        ? ofSource
        : ReportFiles.manifest(
            ofSource,
            new ReportFiles.Origin(view.analysisId(), view.createdAt(), view.createdAt()));
  }

  private byte[] stored(ArtifactName name, AnalysisView view) {
    String source = required(view.source(), view);
    return store
        .get(name.key(source))
        .orElseThrow(
            () ->
                TidemarkException.of(
                        ErrorCode.CORRUPT,
                        "A file of the result is missing",
                        "the object store does not have what was stored in it",
                        "Restore the object store from a backup")
                    .withDetail("key", name.key(source)));
  }

  private static String required(@Nullable String value, AnalysisView view) {
    if (value == null) {
      throw new IllegalArgumentException("no result: " + view);
    }
    return value;
  }
}
