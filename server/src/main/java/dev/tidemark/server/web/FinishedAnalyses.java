package dev.tidemark.server.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidemark.server.analysis.AnalysisService;
import dev.tidemark.server.analysis.AnalysisView;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Envelopes of finished analyses, which never change: read once, then answered from memory. Kept by
 * tenant and id, so that one tenant's entry cannot answer another.
 */
@Component
final class FinishedAnalyses {
  private static final long MOST_BYTES = 64L << 20;

  private final AnalysisService analyses;
  private final Cache<Key, Answer> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Key key, Answer answer) -> answer.envelope().length + 256)
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  FinishedAnalyses(AnalysisService analyses) {
    this.analyses = analyses;
  }

  private record Key(String tenant, String analysisId) {}

  /**
   * @param etag quoted result hash; null if there is no result
   * @param finished whether this is the last word
   */
  record Answer(byte[] envelope, @Nullable String etag, boolean finished) {}

  /** The envelope of an analysis, if the tenant has it. */
  Optional<Answer> find(String tenant, String analysisId) {
    Answer remembered = kept.getIfPresent(new Key(tenant, analysisId));
    return remembered != null
        ? Optional.of(remembered)
        : analyses.find(tenant, analysisId).map(this::answer);
  }

  Answer answer(AnalysisView view) {
    String hash = view.resultHash();
    Answer answer =
        new Answer(
            analyses.envelope(view),
            hash == null ? null : "\"" + hash + "\"",
            view.status().finished());
    if (answer.finished()) {
      kept.put(new Key(view.tenantId(), view.analysisId()), answer);
    }
    return answer;
  }
}
