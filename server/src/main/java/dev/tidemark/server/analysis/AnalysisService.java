package dev.tidemark.server.analysis;

import java.util.Optional;

/**
 * What the API offers about analyses. Every method works on behalf of one tenant and sees nothing
 * of another: a foreign id is as absent as one that never existed. Thread-safe; calls block, and
 * are meant for virtual threads.
 *
 * <p>Expected outcomes are values. A {@link dev.tidemark.core.error.TidemarkException} means that
 * the database, the object store or the market data failed.
 */
public interface AnalysisService {

  /**
   * Accepts one analysis. What is accepted is durable when this returns, whatever happens next.
   *
   * @param request the JSON document of the request body
   * @param alongside written in the transaction that makes the analysis durable
   */
  Submission submit(Caller caller, byte[] request, Mode mode, Alongside alongside);

  /**
   * Accepts up to 50 analyses under one batch id: all of them or none.
   *
   * @param request {@code {"requests":[…]}}, each element a request of {@link #submit}
   * @param alongside written in the transaction that makes the batch durable
   */
  BatchSubmission submitBatch(Caller caller, byte[] request, BatchAlongside alongside);

  Optional<AnalysisView> find(String tenant, String analysisId);

  /** The JSON envelope of an analysis; of one that succeeded, with the body bytes verbatim. */
  byte[] envelope(AnalysisView view);

  /**
   * Analyses of the tenant, newest first.
   *
   * @throws dev.tidemark.core.error.TidemarkException INVALID_ARGUMENT for a cursor that is none
   */
  AnalysisPage list(String tenant, ListQuery query);

  /**
   * Cancels an analysis that is not finished, and leaves one that is as it is. A run that others
   * wait for goes on for them.
   *
   * @param alongside written in the transaction that cancels; not called if nothing was
   * @return the analysis after the attempt
   */
  Optional<AnalysisView> cancel(String tenant, String analysisId, Alongside alongside);

  /** The cells of the result as windows: filtered, sorted, paged. JSON. */
  Lookup<Content> windows(String tenant, String analysisId, WindowsQuery query);

  /** The out-of-sample trades by entry, paged. JSON. */
  Lookup<Content> trades(String tenant, String analysisId, PageQuery page);

  /** A stored file of the result; absent if there is no such picture on this machine. */
  Lookup<Content> artifact(String tenant, String analysisId, ArtifactName name);

  /** How the passing windows did on the sessions after the horizon's end. JSON. */
  Lookup<Content> drift(String tenant, String analysisId);

  Optional<BatchView> batch(String tenant, String batchId);

  /** The batch with its members as JSON. */
  byte[] envelope(BatchView batch);

  /**
   * The false-discovery rate over the union of the cells of a batch; unfinished until every member
   * is. JSON.
   */
  Lookup<Content> portfolio(String tenant, String batchId);

  /** How much of its plan the tenant has used. */
  Limits limits(Caller caller);
}
