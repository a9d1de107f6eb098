package dev.tidemark.server;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.server.analysis.Caller;
import dev.tidemark.server.live.MemoryRealTime;
import dev.tidemark.server.live.RealTime;
import dev.tidemark.server.market.ColdBars;
import dev.tidemark.server.metrics.ServerMetrics;
import dev.tidemark.server.security.ApiKey;
import dev.tidemark.server.security.KeyRole;
import dev.tidemark.server.security.KeyService;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Migrations;
import dev.tidemark.smartdb.cache.CaffeineLatestValues;
import dev.tidemark.smartdb.cache.LatestValues;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import dev.tidemark.smartdb.market.MarketSchema;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One server on a real database for all tests of the module; ends with the JVM. */
final class TestServer {
  static final Caller.Plan PLAN = new Caller.Plan(100_000, 1000, 5, 0);

  private static @Nullable TestServer shared;

  final Database database;
  private final HikariDataSource pool;
  final KeyService keys;
  final TenantTransactions transactions;
  final FakeAnalyses analyses;
  final ServerMetrics metrics = new ServerMetrics();
  volatile ColdBars cold = ColdBars.NONE;
  final LatestValues latest = new CaffeineLatestValues(Duration.ofSeconds(1), System::nanoTime);
  final MemoryRealTime realTime = new MemoryRealTime();
  final TidemarkServer server;
  final ApiKey anna;
  final ApiKey ben;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static synchronized TestServer get() {
    if (shared == null) {
      shared = new TestServer();
    }
    return shared;
  }

  private TestServer() {
    AtomicInteger secrets = new AtomicInteger();
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            EmbeddedOptions.of(directory(), () -> "secret" + secrets.incrementAndGet()));
    database = postgres.database();
    Migrations.run(database, "db/server");
    MarketSchema.migrate(database);
    pool = database.pool(DatabaseRole.APP, 8);
    transactions = new TenantTransactions(pool);
    keys =
        new KeyService(
            database.dataSource(DatabaseRole.OWNER),
            new SplittableRandom(1),
            InstantSource.system());
    anna = keys.firstKey(PLAN).orElseThrow();
    keys.createTenant("ben", PLAN);
    ben = keys.create("ben", "laptop", KeyRole.OPERATOR);
    analyses = new FakeAnalyses(TestServer.FakeMarket::info, transactions);
    server = start(analyses);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  pool.close();
                  postgres.close();
                }));
  }

  /** Another server on the same database. */
  TidemarkServer start(FakeAnalyses service) {
    return start(service, realTime.parts());
  }

  /** Another server on the same database, with another log or none. */
  TidemarkServer start(FakeAnalyses service, RealTime log) {
    return TidemarkServer.start(
        new ServerConfig(
                "127.0.0.1",
                0,
                Duration.ofSeconds(20),
                pool,
                service,
                new FakeMarket(),
                latest,
                (series, timeframe, from, until, asKnown) ->
                    cold.read(series, timeframe, from, until, asKnown),
                metrics,
                Map.of("tidemark", "test", "schema", "4"),
                List.of(),
                InstantSource.system(),
                System::nanoTime,
                () -> UUID.randomUUID().toString())
            .with(log));
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("server-db");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpResponse<String> get(String path, @Nullable ApiKey key, String... headers) {
    return send("GET", path, key, null, headers);
  }

  HttpResponse<String> post(String path, @Nullable ApiKey key, String body, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return send("POST", path, key, body, all);
  }

  HttpResponse<String> send(
      String method, String path, @Nullable ApiKey key, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (key != null) {
      request.setHeader("Authorization", "Bearer " + key.clear());
    }
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, TestServer::text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Bodies that have an end are read; of streams, only that they began. */
  private static HttpResponse.BodySubscriber<String> text(HttpResponse.ResponseInfo answer) {
    boolean stream =
        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    return stream
        ? HttpResponse.BodySubscribers.mapping(
            HttpResponse.BodySubscribers.ofInputStream(), TestServer::begun)
        : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  private static String begun(java.io.InputStream stream) {
    try (stream) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id of what was made, from its Location. */
  String idOf(HttpResponse<String> answer) {
    String location =
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** A request for an analysis of a ticker that the fake service knows. */
  static String request(String ticker) {
    return "{\"ticker\":\"%s\",\"interval\":\"15m\",\"horizon\":{\"start\":\"2021-01-04\",\"end\":\"2022-12-30\"}}"
        .formatted(ticker);
  }

  /** Some instruments, no bars. */
  static final class FakeMarket implements dev.tidemark.analysis.data.MarketData {
    private static final List<String> TICKERS =
        List.of("AAPL", "BROKEN", "EMPTY", "FULL", "HELD", "SLOW");

    static Optional<TickerInfo> info(String ticker) {
      return TICKERS.contains(ticker)
          ? Optional.of(
              new TickerInfo(
                  new Instrument(
                      ticker, AssetClass.EQUITY, CalendarId.XNYS, new BigDecimal("0.01"), false),
                  List.of(
                      new TickerInfo.Coverage(
                          Timeframe.M15,
                          LocalDate.of(2017, 1, 3),
                          LocalDate.of(2023, 12, 29),
                          45_000))))
          : Optional.empty();
    }

    @Override
    public Optional<TickerInfo> ticker(String ticker) {
      return info(ticker);
    }

    @Override
    public List<String> tickers() {
      return TICKERS;
    }

    @Override
    public String revision(dev.tidemark.analysis.data.BarsRequest request) {
      return "1";
    }

    @Override
    public dev.tidemark.analysis.data.SessionBars bars(
        dev.tidemark.analysis.data.BarsRequest request) {
      throw new UnsupportedOperationException("no bars here");
    }

    @Override
    public Optional<dev.tidemark.analysis.data.BarQuotes> quotes(
        dev.tidemark.analysis.data.BarsRequest request,
        dev.tidemark.analysis.data.SessionBars bars,
        int maxAgeSeconds) {
      return Optional.empty();
    }
  }
}
