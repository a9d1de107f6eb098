package dev.tidemark.server.analysis;

import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.server.jobs.JobQueue;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Analyses in PostgreSQL, their results in an object store. */
public final class PostgresAnalysisService implements AnalysisService {
  private final TenantTransactions transactions;
  private final MarketData market;
  private final Preparation preparation;
  private final Submissions submissions;
  private final JobQueue jobs;
  private final Results results;
  private final DriftReports drift;
  private final Completions completions;
  private final AnalysisMetrics metrics;
  private final AnalysisSettings settings;
  private final InstantSource clock;
  private final Supplier<String> ids;

  PostgresAnalysisService(
      TenantTransactions transactions,
      MarketData market,
      Preparation preparation,
      Submissions submissions,
      JobQueue jobs,
      Results results,
      DriftReports drift,
      Completions completions,
      AnalysisMetrics metrics,
      AnalysisSettings settings,
      InstantSource clock,
      Supplier<String> ids) {
    this.transactions = transactions;
    this.market = market;
    this.preparation = preparation;
    this.submissions = submissions;
    this.jobs = jobs;
    this.results = results;
    this.drift = drift;
    this.completions = completions;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Submission submit(Caller caller, byte[] request, Mode mode, Alongside alongside) {
    Instant now = now();
    Optional<LimitReached> usedUp = Submissions.usedUp(limits(caller), 1, now);
    if (usedUp.isPresent()) {
      return limited(usedUp.get());
    }
    return switch (preparation.prepare(reader(caller).read(request), "", now)) {
      case Preparation.Refused refused -> rejected(refused.rejection());
      case Preparation.Ready ready -> {
        boolean tooLong = mode == Mode.SYNC && ready.samples() > settings.syncBudget();
        yield tooLong && !begun(caller.tenant(), ready.cacheKey())
            ? rejected(ready.overBudget(settings.syncBudget()))
            : accept(caller, ready, mode, alongside, now);
      }
    };
  }

  private Submission accept(
      Caller caller, Preparation.Ready ready, Mode mode, Alongside alongside, Instant now) {
    String tenant = caller.tenant();
    NewAnalysis row = new NewAnalysis(tenant, ids.get(), ready.asked().ticker(), now, now, null, 0);
    Submissions.Placed placed;
    try {
      placed =
          transactions.run(
              tenant,
              connection -> {
                Submissions.Placed made = submissions.place(connection, row, ready, caller.plan());
                alongside.write(connection, made.view());
                Submissions.count(connection, caller, 1, !made.view().status().finished(), now);
                return made;
              });
    } catch (LimitExceeded exceeded) {
      return limited(exceeded.limit());
    }
    placed(placed);
    AnalysisView view = placed.view();
    if (mode == Mode.SYNC && !view.status().finished()) {
      view = await(tenant, view.analysisId(), placed.runId());
    }
    return view.status().finished()
        ? new Submission.Completed(view)
        : new Submission.Accepted(view);
  }

  /** Holds neither a connection nor a lock, so that waiting requests never stop a worker. */
  private AnalysisView await(String tenant, String analysisId, String runId) {
    completions.await(
        runId,
        () -> find(tenant, analysisId).orElseThrow().status().finished(),
        settings.syncWait(),
        settings.poll());
    return find(tenant, analysisId).orElseThrow();
  }

  @Override
  public BatchSubmission submitBatch(Caller caller, byte[] request, BatchAlongside alongside) {
    Instant now = now();
    return switch (BatchRequest.read(request)) {
      case BatchRequest.Refused refused -> batchRejected(refused.rejection());
      case BatchRequest.Members members -> {
        Optional<LimitReached> usedUp =
            Submissions.usedUp(limits(caller), members.requests().size(), now);
        yield usedUp.isPresent()
            ? batchLimited(usedUp.get())
            : switch (members.prepare(reader(caller), preparation, now)) {
              case BatchRequest.Refused refused -> batchRejected(refused.rejection());
              case BatchRequest.Prepared prepared ->
                  acceptBatch(caller, prepared.members(), alongside, now);
            };
      }
    };
  }

  private BatchSubmission acceptBatch(
      Caller caller, List<Preparation.Ready> members, BatchAlongside alongside, Instant now) {
    String batchId = ids.get();
    List<NewAnalysis> rows = BatchRequest.rows(caller.tenant(), batchId, members, ids, now);
    try {
      List<Submissions.Placed> all =
          transactions.run(
              caller.tenant(),
              connection -> {
                List<Submissions.Placed> placed =
                    submissions.placeAll(connection, rows, members, caller.plan());
                List<AnalysisView> views = placed.stream().map(Submissions.Placed::view).toList();
                BatchView made = new BatchView(batchId, caller.tenant(), now, views);
                alongside.write(connection, made);
                Submissions.count(connection, caller, rows.size(), !made.finished(), now);
                return placed;
              });
      all.forEach(this::placed);
      List<AnalysisView> views = all.stream().map(Submissions.Placed::view).toList();
      return new BatchSubmission.Accepted(new BatchView(batchId, caller.tenant(), now, views));
    } catch (LimitExceeded exceeded) {
      return batchLimited(exceeded.limit());
    }
  }

  @Override
  public Optional<AnalysisView> find(String tenant, String analysisId) {
    return transactions.run(
        tenant, connection -> AnalysisTable.find(connection, tenant, analysisId));
  }

  @Override
  public byte[] envelope(AnalysisView view) {
    return view.source() == null
        ? EnvelopeJson.of(view)
        : EnvelopeJson.of(view, results.body(view));
  }

  @Override
  public AnalysisPage list(String tenant, ListQuery query) {
    ListCursor after = query.cursor() == null ? null : ListCursor.parse(query.cursor());
    List<AnalysisView> views =
        transactions.run(
            tenant,
            connection ->
                AnalysisTable.list(
                    connection, tenant, query.ticker(), query.status(), after, query.size() + 1));
    boolean more = views.size() > query.size();
    List<AnalysisView> page = more ? views.subList(0, query.size()) : views;
    return new AnalysisPage(page, more ? ListCursor.after(page.getLast()).text() : null);
  }

  @Override
  public Optional<AnalysisView> cancel(String tenant, String analysisId, Alongside alongside) {
    Instant now = now();
    Optional<String> ended =
        transactions.run(
            tenant,
            connection ->
                Cancellation.cancel(connection, jobs, tenant, analysisId, alongside, now));
    // Requests of this process that waited for it; the transaction tells nobody else.
    ended.ifPresent(completions::finished);
    return find(tenant, analysisId);
  }

  @Override
  public Lookup<Content> windows(String tenant, String analysisId, WindowsQuery query) {
    return Results.of(find(tenant, analysisId), view -> results.windows(view, query));
  }

  @Override
  public Lookup<Content> trades(String tenant, String analysisId, PageQuery page) {
    return Results.of(find(tenant, analysisId), view -> results.trades(view, page));
  }

  @Override
  public Lookup<Content> artifact(String tenant, String analysisId, ArtifactName name) {
    return Results.of(find(tenant, analysisId), view -> results.artifact(view, name));
  }

  @Override
  public Optional<BatchView> batch(String tenant, String batchId) {
    List<AnalysisView> members =
        transactions.run(tenant, connection -> AnalysisTable.batch(connection, tenant, batchId));
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(new BatchView(batchId, tenant, members.getFirst().createdAt(), members));
  }

  @Override
  public byte[] envelope(BatchView batch) {
    return EnvelopeJson.of(batch);
  }

  @Override
  public Lookup<Content> drift(String tenant, String analysisId) {
    return Results.of(
        find(tenant, analysisId),
        view -> drift.of(view, results.manifest(view), results.body(view), now()));
  }

  @Override
  public Lookup<Content> portfolio(String tenant, String batchId) {
    Optional<BatchView> found = batch(tenant, batchId);
    if (found.isEmpty()) {
      return new Lookup.Absent<>();
    }
    BatchView batch = found.get();
    if (!batch.finished()) {
      return new Lookup.NoResult<>(AnalysisStatus.RUNNING);
    }
    Map<AnalysisView, byte[]> bodies = new LinkedHashMap<>();
    for (AnalysisView member : batch.members()) {
      if (member.status() == AnalysisStatus.SUCCEEDED) {
        bodies.put(member, results.body(member));
      }
    }
    return new Lookup.Found<>(PortfolioJson.of(batch, bodies));
  }

  @Override
  public Limits limits(Caller caller) {
    Instant now = now();
    return transactions.run(
        caller.tenant(), connection -> UsageTable.read(connection, caller, now));
  }

  private boolean begun(String tenant, String cacheKey) {
    return transactions.run(
        tenant, connection -> RunTable.byKey(connection, tenant, cacheKey).isPresent());
  }

  private ParamsReader reader(Caller caller) {
    return new ParamsReader(market::ticker, RequestRules.plan(caller.plan().horizonYears()));
  }

  /** What is written and what is read back are the same instant: the database has microseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** After the commit. */
  private void placed(Submissions.Placed placed) {
    metrics.submitted(placed.outcome());
    AnalysisView view = placed.view();
    if (view.source() != null) {
      results.alias(
          view.source(),
          new ReportFiles.Origin(view.analysisId(), view.createdAt(), view.createdAt()));
    }
  }

  private Submission rejected(Rejection rejection) {
    metrics.submitted(AnalysisMetrics.Outcome.REJECTED);
    return new Submission.Rejected(rejection);
  }

  private Submission limited(LimitReached limit) {
    metrics.submitted(AnalysisMetrics.Outcome.LIMITED);
    return new Submission.Limited(limit);
  }

  private BatchSubmission batchRejected(Rejection rejection) {
    metrics.submitted(AnalysisMetrics.Outcome.REJECTED);
    return new BatchSubmission.Rejected(rejection);
  }

  private BatchSubmission batchLimited(LimitReached limit) {
    metrics.submitted(AnalysisMetrics.Outcome.LIMITED);
    return new BatchSubmission.Limited(limit);
  }
}
