package dev.tidemark.server.analysis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.report.Manifest;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.concurrent.Semaphore;

/**
 * Results as values, for questions that the stored files do not answer. The last few are kept; an
 * older one is computed again, one at a time. Thread-safe.
 */
final class RecentResults {
  private static final int MOST = 16;

  private final Engine engine;
  private final Preparation preparation;
  private final int threads;
  private final Semaphore computing = new Semaphore(1);
  private final Cache<String, AnalysisResult> byHash =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  RecentResults(Engine engine, Preparation preparation, int threads) {
    this.engine = engine;
    this.preparation = preparation;
    this.threads = threads;
  }

  void add(String resultHash, AnalysisResult result) {
    byHash.put(resultHash, result);
  }

  /** The result that the manifest describes, of the data as known now at its instant. */
  AnalysisResult of(Manifest manifest) {
    AnalysisResult recent = byHash.getIfPresent(manifest.resultHash());
    if (recent != null) {
      return recent;
    }
    if (!computing.tryAcquire()) {
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "Another result is being computed again",
          "one at a time is, so that reading does not displace running",
          "Try again in a few seconds");
    }
    try {
      AnalysisResult before = byHash.getIfPresent(manifest.resultHash());
      if (before != null) {
        return before;
      }
      AnalysisParams params = manifest.params();
      BarsCache.Loaded data = preparation.load(params, manifest.asKnown());
      AnalysisResult result = engine.run(params, data.bars(), data.quotes(), Execution.of(threads));
      if (data.bars().dataHash().equals(manifest.dataHash())) {
        byHash.put(manifest.resultHash(), result);
      }
      return result;
    } finally {
      computing.release();
    }
  }
}
