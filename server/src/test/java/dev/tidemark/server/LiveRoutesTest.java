package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.server.live.LiveStatus;
import dev.tidemark.server.live.MemoryFeedLog;
import dev.tidemark.server.live.MemoryRealTime;
import dev.tidemark.server.live.RealTime;
import dev.tidemark.server.security.ApiKey;
import dev.tidemark.server.security.KeyRole;
import dev.tidemark.stream.feed.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Market data as it happens, over HTTP. */
class LiveRoutesTest {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final TestServer server = TestServer.get();
  private final String tenant = "live" + TENANTS.incrementAndGet();
  private final ApiKey key;

  LiveRoutesTest() {
    server.keys.createTenant(tenant, TestServer.PLAN);
    key = server.keys.create(tenant, "reader", KeyRole.READER);
  }

  @Test
  void eventsComeAsTheyHappenAndFitTheirSchema() throws Exception {
    MemoryFeedLog trades = server.realTime.topic(Feed.TRADES);
    try (SseClient client = open("/v1/live/trades?symbols=LIVE1,OTHER", null)) {
      assertThat(client.next().name()).isEqualTo("ready");
      trades.append(0, "sim/LIVE1", trade("LIVE1", 1));
      trades.append(0, "sim/NOBODYS", trade("NOBODYS", 2));
      trades.append(1, "sim/OTHER", trade("OTHER", 3));
      List<String> data = client.data("trade", 2);
      assertThat(data)
          .allSatisfy(one -> assertThat(SchemaCheck.faults("LiveTrade", one)).isEmpty());
      assertThat(String.join("", data)).contains("LIVE1", "OTHER").doesNotContain("NOBODYS");
    }
  }

  @Test
  void whoComesBackWithTheLastIdMissesNothingAndHearsNothingTwice() throws Exception {
    MemoryFeedLog trades = server.realTime.topic(Feed.TRADES);
    List<String> heard = new ArrayList<>();
    String last;
    try (SseClient client = open("/v1/live/trades?symbols=LIVE2", null)) {
      client.next("ready");
      for (int i = 0; i < 10; i++) {
        trades.append(i % 2, "sim/LIVE2", trade("LIVE2", i));
      }
      heard.addAll(client.data("trade", 4));
      last = client.lastId();
    }
    // More than is kept in memory, so that the log itself must be read.
    for (int i = 10; i < 10 + 3 * MemoryRealTime.KEPT; i++) {
      trades.append(i % 2, "sim/LIVE2", trade("LIVE2", i));
    }
    try (SseClient client = open("/v1/live/trades?symbols=LIVE2", last)) {
      heard.addAll(client.data("trade", 6 + 3 * MemoryRealTime.KEPT));
    }
    assertThat(heard).hasSize(10 + 3 * MemoryRealTime.KEPT).doesNotHaveDuplicates();
  }

  @Test
  void barsOfOneTimeframeCanBeChosenAndOldOnesBeAskedFor() throws Exception {
    MemoryFeedLog bars = server.realTime.topic(Feed.BARS);
    bars.append(0, "sim/LIVE3", bar("LIVE3", "1m"));
    bars.append(0, "sim/LIVE3", bar("LIVE3", "1s"));
    try (SseClient client =
        open("/v1/live/bars?symbols=LIVE3&timeframe=1m&since=2024-01-01T00:00:00Z", null)) {
      SseClient.Event old = client.next("bar");
      assertThat(SchemaCheck.faults("LiveBar", old.data())).isEmpty();
      bars.append(0, "sim/LIVE3", bar("LIVE3", "5s"));
      bars.append(0, "sim/LIVE3", bar("LIVE3", "1m"));
      assertThat(client.next("bar").data()).contains("\"1m\"");
    }
  }

  @Test
  void quietStreamsSayThatTheyLiveAndWhereTheyAre() throws Exception {
    try (SseClient client = open("/v1/live/alerts?symbols=*", null)) {
      String begin = client.next("ready").id();
      server.realTime.topic(Feed.ALERTS).append(0, "", null);
      SseClient.Event beat = client.next("heartbeat");
      while (beat.id().equals(begin)) {
        beat = client.next("heartbeat");
      }
      assertThat(beat.id()).isNotEqualTo(begin);
    }
  }

  @Test
  void aTenantMayHaveSoManyStreamsAndAnotherIsNotTouched() throws Exception {
    List<SseClient> open = new ArrayList<>();
    try {
      for (int i = 0; i < MemoryRealTime.PER_TENANT; i++) {
        open.add(open("/v1/live/features?symbols=LIVE4", null));
      }
      HttpResponse<String> refused = server.get("/v1/live/features?symbols=LIVE4", key);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(SchemaCheck.faults("Problem", refused.body())).isEmpty();
      assertThat(refused.body()).contains("STREAM_LIMIT_REACHED");
      assertThat(server.get("/v1/live/status", key).body())
          .contains("\"open\":" + MemoryRealTime.PER_TENANT);
      String other = "live" + TENANTS.incrementAndGet();
      server.keys.createTenant(other, TestServer.PLAN);
      ApiKey others = server.keys.create(other, "reader", KeyRole.READER);
      assertThat(server.get("/v1/live/status", others).body()).contains("\"open\":0");
      try (SseClient client =
          new SseClient(server.server.port(), "/v1/live/features?symbols=A", others, null)) {
        assertThat(client.next().name()).isEqualTo("ready");
      }
    } finally {
      open.forEach(SseClient::close);
    }
  }

  @Test
  void aRevokedKeyEndsItsStreams() throws Exception {
    try (SseClient client = open("/v1/live/trades?symbols=LIVE5", null)) {
      client.next("ready");
      server.keys.revoke(key.id());
      SseClient.Event end = client.next("end");
      assertThat(end.data()).contains("KEY_NOT_VALID");
      assertThat(client.next().name()).as("closed").isEmpty();
    }
  }

  /** Every event brings the next, so it never has to say that it lives, until it is ended. */
  @Test
  @Timeout(60)
  void aRevokedKeyEndsAStreamThatIsNeverQuiet() throws Exception {
    MemoryFeedLog trades = server.realTime.topic(Feed.TRADES);
    try (SseClient client = open("/v1/live/trades?symbols=LIVE9", null)) {
      client.next("ready");
      server.keys.revoke(key.id());
      SseClient.Event heard = new SseClient.Event("trade", "", "");
      for (int i = 0; heard.name().equals("trade"); i++) {
        trades.append(0, "sim/LIVE9", trade("LIVE9", i));
        heard = client.next();
      }
      assertThat(heard.name()).isEqualTo("end");
      assertThat(heard.data()).contains("KEY_NOT_VALID");
    }
  }

  @Test
  void whoDoesNotReadIsCutAndToldWhyAndOthersAreNot() throws Exception {
    MemoryFeedLog trades = server.realTime.topic(Feed.TRADES);
    String large = trade("LIVE6", 1).replace("\"t1\"", "\"" + "x".repeat(30_000) + "\"");
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.server.port()));
      socket
          .getOutputStream()
          .write(
              ("GET /v1/live/trades?symbols=LIVE6 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                      + key.clear()
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      readUntil(in, "ready");
      try (SseClient fast = open("/v1/live/trades?symbols=LIVE7", null)) {
        fast.next("ready");
        for (int i = 0; i < 3_000; i++) {
          trades.append(0, "sim/LIVE6", large);
          if (i % 10 == 0) {
            trades.append(0, "sim/LIVE7", trade("LIVE7", i));
            fast.next("trade");
          }
        }
      }
      assertThat(readUntil(in, "SLOW_CLIENT")).contains("event: end");
    }
    assertThat(server.metrics.scrape())
        .contains("tidemark_live_ended_total{reason=\"slow_client\"}");
  }

  /** Text up to and including the word; what came long before it is dropped. */
  private static String readUntil(InputStream in, String word) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[65_536];
    while (text.indexOf(word) < 0) {
      int read = in.read(buffer);
      assertThat(read).as("the stream ended without " + word).isPositive();
      text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
      if (text.length() > 300_000) {
        text.delete(0, text.length() - 100_000);
      }
    }
    return text.toString();
  }

  @Test
  void aServerThatStopsSaysSoToItsStreams() throws Exception {
    FakeAnalyses analyses = new FakeAnalyses(TestServer.FakeMarket::info, server.transactions);
    TidemarkServer stopping = server.start(analyses);
    try (SseClient client =
        new SseClient(stopping.port(), "/v1/live/trades?symbols=LIVE8", key, null)) {
      client.next("ready");
      CompletableFuture<Void> closing = CompletableFuture.runAsync(stopping::close);
      assertThat(client.next("end").data()).contains("SERVER_STOPS");
      closing.get(15, TimeUnit.SECONDS);
    }
  }

  @Test
  void withoutALogItIsSaidWhatToDo() {
    FakeAnalyses analyses = new FakeAnalyses(TestServer.FakeMarket::info, server.transactions);
    try (TidemarkServer bare = server.start(analyses, RealTime.NONE)) {
      String address = "http://127.0.0.1:" + bare.port();
      for (String path : List.of("/v1/live/trades?symbols=A", "/v1/live/status")) {
        HttpResponse<String> answer =
            server.send(
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(address + path))
                    .header("Authorization", "Bearer " + key.clear())
                    .build());
        if (path.endsWith("status")) {
          assertThat(answer.body()).contains("\"state\":\"ABSENT\"");
        } else {
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.body()).contains("LOG_NOT_CONFIGURED", "kafka.bootstrap");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/live/trades,                                   400, MALFORMED_REQUEST",
    "/v1/live/orders?symbols=A,                         422, INVALID_PARAM",
    "/v1/live/trades?symbols=,                          422, INVALID_PARAM",
    "/v1/live/trades?symbols=private:MINE,              422, INVALID_PARAM",
    "/v1/live/trades?symbols=A&timeframe=1m,            422, INVALID_PARAM",
    "/v1/live/bars?symbols=A&timeframe=1d,              422, INVALID_PARAM",
    "/v1/live/bars?symbols=A&since=yesterday,           422, INVALID_PARAM",
  })
  void wrongRequests(String path, int status, String reason) {
    HttpResponse<String> answer = server.get(path, key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"reason\":\"" + reason + "\"");
    assertThat(SchemaCheck.faults("Problem", answer.body())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"x", "0:1,2:3", "0:-1", "0:99999999999999999999", "0:1,1:2,2:3"})
  void wrongIds(String last) {
    HttpResponse<String> answer =
        server.get("/v1/live/trades?symbols=A", key, "Last-Event-ID", last);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
  }

  @Test
  void theStatusIsWhatThePathSays() {
    server.realTime.status =
        new LiveStatus(
            LiveStatus.State.RUNNING,
            1234.5,
            List.of(new LiveStatus.Lag("market.trades.v1", 2, 17)),
            3,
            Map.of("BAD_MAGIC", 2L),
            Optional.of(new LiveStatus.Latency(0.012, 0.090)));
    HttpResponse<String> answer = server.get("/v1/live/status", key);
    assertThat(SchemaCheck.faults("LiveStatus", answer.body())).isEmpty();
    assertThat(answer.body())
        .contains("\"records\":17", "\"BAD_MAGIC\":2", "\"p99\":0.09", "\"late\":3");
    assertThat(server.get("/metrics", server.anna).body())
        .contains(
            "tidemark_stream_lag_records{partition=\"2\",topic=\"market.trades.v1\"} 17.0",
            "tidemark_stream_dead_letters{reason=\"bad_magic\"} 2.0",
            "tidemark_stream_end_to_end_seconds{quantile=\"0.99\"} 0.09",
            "tidemark_live_streams");
  }

  private SseClient open(String path, @org.jspecify.annotations.Nullable String last)
      throws Exception {
    return new SseClient(server.server.port(), path, key, last);
  }

  private static String trade(String symbol, int number) {
    return """
        {"symbol":"%s","source":"sim","trade_id":"t%d","version":1,"op":"NEW",\
        "event_time":"2024-01-31T14:30:00Z","known_time":"2024-01-31T14:30:00.1Z","seq":%d,\
        "price":1.5,"size":2,"side":null}"""
        .formatted(symbol, number, number);
  }

  private static String bar(String symbol, String timeframe) {
    return """
        {"symbol":"%s","source":"sim","timeframe":"%s","ts":"2024-01-31T14:30:00Z",\
        "t_close":"2024-01-31T14:31:00Z","revision":0,"known":"2024-01-31T14:31:15Z",\
        "partial":false,"open":1,"high":2,"low":1,"close":1.5,"volume":3,"vwap":1.25,\
        "buy_volume":1,"sell_volume":2,"trade_count":3}"""
        .formatted(symbol, timeframe);
  }
}
