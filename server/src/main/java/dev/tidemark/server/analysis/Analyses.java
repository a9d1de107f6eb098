package dev.tidemark.server.analysis;

import dev.tidemark.server.jobs.JobHandler;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import javax.sql.DataSource;

/** Puts the parts together: the service that answers requests, the handler that computes. */
public final class Analyses {
  private final AnalysisParts parts;
  private final BarsCache bars;
  private final ResultKeys keys = new ResultKeys();
  private final Preparation preparation;
  private final Results results;
  private final RecentResults recent;

  public Analyses(AnalysisParts parts) {
    this.parts = parts;
    AnalysisSettings settings = parts.settings();
    bars = new BarsCache(parts.market(), settings.barsCacheBytes(), parts.metrics());
    preparation = new Preparation(bars, keys);
    results = new Results(parts.store(), settings.bodyCacheBytes());
    recent = new RecentResults(parts.engine(), preparation, settings.threads());
  }

  /**
   * @param database as the role that serves requests
   */
  public AnalysisService service(DataSource database) {
    return new PostgresAnalysisService(
        new TenantTransactions(database),
        parts.market(),
        preparation,
        new Submissions(parts.jobs()),
        parts.jobs(),
        results,
        new DriftReports(parts.market(), preparation, recent),
        parts.completions(),
        parts.metrics(),
        parts.settings(),
        parts.clock(),
        parts.ids());
  }

  /**
   * @param database as the role that works for all tenants
   */
  public JobHandler handler(DataSource database) {
    return new AnalysisJobHandler(
        new TenantTransactions(database),
        parts,
        preparation,
        keys,
        results,
        recent,
        new RunEnd(parts.clock()));
  }
}
