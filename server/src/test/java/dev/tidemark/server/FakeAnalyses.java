package dev.tidemark.server;

import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.params.ParamProblem;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.ParamsReading;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.server.analysis.Alongside;
import dev.tidemark.server.analysis.AnalysisPage;
import dev.tidemark.server.analysis.AnalysisService;
import dev.tidemark.server.analysis.AnalysisStatus;
import dev.tidemark.server.analysis.AnalysisView;
import dev.tidemark.server.analysis.ArtifactName;
import dev.tidemark.server.analysis.BatchAlongside;
import dev.tidemark.server.analysis.BatchSubmission;
import dev.tidemark.server.analysis.BatchView;
import dev.tidemark.server.analysis.Caller;
import dev.tidemark.server.analysis.Content;
import dev.tidemark.server.analysis.LimitReached;
import dev.tidemark.server.analysis.Limits;
import dev.tidemark.server.analysis.ListQuery;
import dev.tidemark.server.analysis.Lookup;
import dev.tidemark.server.analysis.Mode;
import dev.tidemark.server.analysis.PageQuery;
import dev.tidemark.server.analysis.Rejection;
import dev.tidemark.server.analysis.Submission;
import dev.tidemark.server.analysis.WindowsQuery;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service that reads requests as the real one and finishes them at once with the same small
 * result. Tickers choose what else happens: FULL is over the limit, HELD waits for its release,
 * SLOW stays queued, BROKEN throws, EMPTY fails for want of data.
 */
final class FakeAnalyses implements AnalysisService {
  static final String HASH = SampleResult.BODY.hash();

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final ParamsReader reader;
  private final TenantTransactions transactions;
  private final Map<String, AnalysisView> views = new ConcurrentHashMap<>();
  private final Map<String, BatchView> batches = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  final AtomicInteger finds = new AtomicInteger();
  final CountDownLatch entered = new CountDownLatch(1);
  final CountDownLatch release = new CountDownLatch(1);

  FakeAnalyses(Function<String, Optional<TickerInfo>> tickers, TenantTransactions transactions) {
    this.reader = new ParamsReader(tickers, RequestRules.plan(5));
    this.transactions = transactions;
  }

  int submitted() {
    return views.size();
  }

  @Override
  public Submission submit(Caller caller, byte[] request, Mode mode, Alongside alongside) {
    ParamsReading reading = reader.read(request);
    if (reading instanceof ParamsReading.Rejected rejected) {
      return new Submission.Rejected(rejection(rejected.problems()));
    }
    String ticker = ((ParamsReading.Accepted) reading).params().ticker();
    return switch (ticker) {
      case "FULL" ->
          new Submission.Limited(new LimitReached(LimitReached.Kind.CONCURRENT, limits(caller), 7));
      case "HELD" -> {
        entered.countDown();
        await(release);
        yield accept(caller, ticker, mode, alongside);
      }
      case "BROKEN" -> throw new IllegalStateException("secret of the inside");
      default -> accept(caller, ticker, mode, alongside);
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private Submission accept(Caller caller, String ticker, Mode mode, Alongside alongside) {
    AnalysisStatus status =
        switch (ticker) {
          case "SLOW" -> AnalysisStatus.QUEUED;
          case "EMPTY" -> AnalysisStatus.FAILED;
          default -> AnalysisStatus.SUCCEEDED;
        };
    AnalysisView view = view(caller.tenant(), "a" + ids.incrementAndGet(), ticker, status);
    transactions.run(
        caller.tenant(),
        connection -> {
          alongside.write(connection, view);
          return view;
        });
    views.put(view.analysisId(), view);
    return mode == Mode.SYNC && status.finished()
        ? new Submission.Completed(view)
        : new Submission.Accepted(view);
  }

  private static AnalysisView view(String tenant, String id, String ticker, AnalysisStatus status) {
    boolean done = status == AnalysisStatus.SUCCEEDED;
    return new AnalysisView(
        id,
        status,
        tenant,
        ticker,
        NOW,
        status.finished() ? NOW : null,
        status.finished() ? 1 : 0,
        done ? HASH : null,
        false,
        done ? "{\"runs_on_ticker\":1,\"trials_on_ticker\":35,\"deflated_sharpe\":[]}" : null,
        status == AnalysisStatus.FAILED
            ? new AnalysisView.AnalysisError("NO_DATA", "Nothing is stored", "Load bars")
            : null,
        null,
        done ? id : null);
  }

  private static Rejection rejection(List<ParamProblem> problems) {
    ParamProblem first = problems.getFirst();
    return new Rejection(
        first.reason().name(),
        first.detail(),
        first.hint(),
        problems.stream()
            .map(
                p -> new Rejection.FieldError(p.pointer(), p.reason().name(), p.detail(), p.hint()))
            .toList());
  }

  @Override
  public BatchSubmission submitBatch(Caller caller, byte[] request, BatchAlongside alongside) {
    String batchId = "b" + ids.incrementAndGet();
    BatchView batch =
        new BatchView(
            batchId,
            caller.tenant(),
            NOW,
            List.of(view(caller.tenant(), batchId + "-0", "AAPL", AnalysisStatus.QUEUED)));
    transactions.run(
        caller.tenant(),
        connection -> {
          alongside.write(connection, batch);
          return batch;
        });
    batches.put(batchId, batch);
    return new BatchSubmission.Accepted(batch);
  }

  @Override
  public Optional<AnalysisView> find(String tenant, String analysisId) {
    finds.incrementAndGet();
    return Optional.ofNullable(views.get(analysisId)).filter(v -> v.tenantId().equals(tenant));
  }

  @Override
  public byte[] envelope(AnalysisView view) {
    String head = head(view);
    return (view.resultHash() == null
            ? head
            : head.substring(0, head.length() - 1) + ",\"result\":" + SampleResult.body() + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String head(AnalysisView view) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("analysis_id", view.analysisId())
        .field("status", view.status().name())
        .field("tenant_id", view.tenantId())
        .field("ticker", view.ticker())
        .field("created_at", view.createdAt().toString())
        .field("finished_at", view.finishedAt() == null ? null : view.finishedAt() + "")
        .field("progress", view.progress())
        .field("result_hash", view.resultHash())
        .field("cached", view.cached());
    String ledger = view.ledger();
    if (ledger != null) {
      json.name("ledger").raw(ledger);
    }
    return json.endObject().text();
  }

  @Override
  public AnalysisPage list(String tenant, ListQuery query) {
    return new AnalysisPage(
        views.values().stream()
            .filter(v -> v.tenantId().equals(tenant))
            .limit(query.size())
            .toList(),
        null);
  }

  @Override
  public Optional<AnalysisView> cancel(String tenant, String analysisId, Alongside alongside) {
    return find(tenant, analysisId)
        .map(
            found -> {
              if (found.status().finished()) {
                return found;
              }
              AnalysisView cancelled =
                  view(tenant, analysisId, found.ticker(), AnalysisStatus.CANCELLED);
              transactions.run(
                  tenant,
                  connection -> {
                    alongside.write(connection, cancelled);
                    return cancelled;
                  });
              views.put(analysisId, cancelled);
              return cancelled;
            });
  }

  private Lookup<Content> json(String tenant, @Nullable String id, String text) {
    AnalysisView found = id == null ? null : find(tenant, id).orElse(null);
    if (found == null) {
      return new Lookup.Absent<>();
    }
    return found.resultHash() == null
        ? new Lookup.NoResult<>(found.status())
        : new Lookup.Found<>(Content.of("application/json", text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public Lookup<Content> windows(String tenant, String analysisId, WindowsQuery query) {
    return json(tenant, analysisId, page(analysisId, query.page(), "windows"));
  }

  @Override
  public Lookup<Content> trades(String tenant, String analysisId, PageQuery page) {
    return json(tenant, analysisId, page(analysisId, page, "trades"));
  }

  private static String page(String id, PageQuery page, String member) {
    return "{\"analysis_id\":\"%s\",\"total\":0,\"page\":%d,\"page_size\":%d,\"%s\":[]}"
        .formatted(id, page.number(), page.size(), member);
  }

  @Override
  public Lookup<Content> artifact(String tenant, String analysisId, ArtifactName name) {
    Lookup<Content> found = json(tenant, analysisId, "{}");
    return found instanceof Lookup.Found<Content>
        ? new Lookup.Found<>(
            Content.of(
                name.mediaType(),
                name == ArtifactName.MANIFEST ? SampleResult.MANIFEST : SampleResult.BODY.bytes()))
        : found;
  }

  @Override
  public Lookup<Content> drift(String tenant, String analysisId) {
    return json(
        tenant,
        analysisId,
        "{\"analysis_id\":\"%s\",\"ticker\":\"AAPL\",\"live_start\":\"2022-01-03\",\"live_end\":\"2022-01-31\",\"live_sessions\":20,\"windows\":[]}"
            .formatted(analysisId));
  }

  @Override
  public Optional<BatchView> batch(String tenant, String batchId) {
    return Optional.ofNullable(batches.get(batchId)).filter(b -> b.tenantId().equals(tenant));
  }

  @Override
  public byte[] envelope(BatchView batch) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("batch_id", batch.batchId())
        .field("tenant_id", batch.tenantId())
        .field("created_at", batch.createdAt().toString())
        .field("finished", batch.finished())
        .field("progress", batch.progress());
    json.name("analyses").beginArray();
    batch.members().forEach(member -> json.raw(head(member)));
    return json.endArray().endObject().bytes();
  }

  @Override
  public Lookup<Content> portfolio(String tenant, String batchId) {
    return batch(tenant, batchId).isPresent()
        ? new Lookup.NoResult<>(AnalysisStatus.QUEUED)
        : new Lookup.Absent<>();
  }

  @Override
  public Limits limits(Caller caller) {
    return new Limits(
        caller.plan().perDay(), 3, NOW.plusSeconds(3600), caller.plan().concurrent(), 1);
  }
}
