package dev.tidemark.ingest.live.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.http.ScriptedServer;
import dev.tidemark.ingest.live.LiveSink;
import dev.tidemark.ingest.live.MarketRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
  private static final String CONFIRMED =
      """
      {"type":"subscriptions","channels":[{"name":"matches","product_ids":["BTC-USD"]},\
      {"name":"heartbeat","product_ids":["BTC-USD"]},{"name":"ticker","product_ids":["BTC-USD"]}]}""";

  private final CollectingSink sink = new CollectingSink();

  private static String match(long id) {
    return """
        {"type":"match","trade_id":%d,"sequence":%d,"time":"2024-08-08T23:59:58.123456Z",\
        "product_id":"BTC-USD","size":"0.5","price":"61000.25","side":"sell"}"""
        .formatted(id, id * 7);
  }

  private static String restTrade(long id) {
    return """
        {"time":"2024-08-08T23:59:58.123456Z","trade_id":%d,"price":"61000.25","size":"0.5",\
        "side":"sell"}"""
        .formatted(id);
  }

  private static String binance(long id) {
    return """
        {"stream":"btcusdt@trade","data":{"e":"trade","E":1723161598124,"s":"BTCUSDT","t":%d,\
        "p":"61837.63000000","q":"0.02000000","T":1723161598123,"m":true,"M":true}}"""
        .formatted(id);
  }

  @Test
  void tellsTradesAndQuotesOfCoinbase() throws InterruptedException {
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED, match(5));
                  connection.ping();
                  connection.sendInPieces(
                      """
                      {"type":"ticker","sequence":9,"product_id":"BTC-USD","price":"61000.25",\
                      "best_bid":"61000.00","best_bid_size":"1","best_ask":"61000.25",\
                      "time":"2024-08-08T23:59:59Z"}""",
                      10);
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, FeedRig.OPTIONS, sink)) {
      MarketRecord first = sink.next();
      assertThat(first.seriesKey()).isEqualTo("coinbase/BTCUSD");
      Trade trade = Objects.requireNonNull(first.trade());
      assertThat(trade.tradeId()).isEqualTo("5");
      assertThat(trade.side()).isEqualTo(Side.BUY);
      assertThat(trade.price()).isEqualTo(6_100_025_000_000L);
      assertThat(trade.tsNanos()).isEqualTo(1_723_161_598_123_456_000L);
      assertThat(trade.knownNanos()).isEqualTo(1_723_161_600_000_000_000L);
      Quote quote = Objects.requireNonNull(sink.next().quote());
      assertThat(quote.bid()).isEqualTo(6_100_000_000_000L);
      assertThat(quote.askSize()).isNull();
      assertThat(rig.status().subscribed()).isTrue();
      assertThat(server.received.getFirst()).contains("\"BTC-USD\"").contains("\"matches\"");
      assertThat(rig.status().messages()).isEqualTo(3);
    }
  }

  @Test
  void whatAPauseMissedIsAskedForAndToldInOrder() throws InterruptedException {
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED, match(5), match(6));
                },
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED, match(6), match(10), match(8), match(11));
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, FeedRig.OPTIONS, sink)) {
      rig.rest.otherwise(
          uri ->
              ScriptedServer.json(
                  "["
                      + restTrade(9)
                      + ","
                      + restTrade(8)
                      + ","
                      + restTrade(7)
                      + ","
                      + restTrade(6)
                      + "]"));
      assertThat(sink.tradeIds(7)).containsExactly("5", "6", "7", "8", "9", "10", "11");
      assertThat(rig.rest.asked())
          .singleElement()
          .hasToString("/products/BTC-USD/trades?limit=1000&after=10");
      FeedStatus status = rig.status();
      assertThat(status.gaps()).isEqualTo(1);
      assertThat(status.filled()).isEqualTo(3);
      assertThat(status.repeated()).isEqualTo(2);
      assertThat(status.lost()).isZero();
      assertThat(status.connections()).isEqualTo(2);
    }
  }

  @Test
  void whatTheVenueDoesNotTellIsSaidToBeMissingAndTakenWhenItComes() throws InterruptedException {
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send("{\"result\":null,\"id\":1}", binance(5), binance(8));
                  connection.send(binance(6), binance(6), binance(9));
                  connection.linger();
                });
        FeedRig rig = FeedRig.binance(server, FeedRig.OPTIONS, sink)) {
      rig.rest.otherwise(uri -> ScriptedServer.status(503, "away"));
      assertThat(sink.tradeIds(4)).containsExactly("5", "8", "6", "9");
      assertThat(sink.nextReject()).isEqualTo("MISSING_TRADES");
      assertThat(rig.status().lost()).isEqualTo(2);
      assertThat(rig.status().repeated()).isEqualTo(1);
      assertThat(server.received.getFirst()).contains("btcusdt@trade", "btcusdt@bookTicker");
    }
  }

  @Test
  void aLongGapIsAskedForInPagesUpToALimit() throws InterruptedException {
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send("{\"result\":null,\"id\":1}", binance(1), binance(100));
                  connection.linger();
                });
        FeedRig rig = FeedRig.binance(server, FeedRig.OPTIONS, sink)) {
      rig.rest.otherwise(
          uri -> {
            long from = Long.parseLong(uri.getQuery().replaceAll(".*fromId=(\\d+).*", "$1"));
            List<String> page = new ArrayList<>();
            for (long id = from; id < from + 4; id++) {
              page.add(
                  "{\"id\":%d,\"price\":\"1\",\"qty\":\"2\",\"time\":1723161598123,\"isBuyerMaker\":false}"
                      .formatted(id));
            }
            return ScriptedServer.json(page.toString());
          });
      assertThat(sink.tradeIds(12).subList(1, 12))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(90, 100).mapToObj(Integer::toString).toList());
      assertThat(rig.status().lost()).isEqualTo(88);
      assertThat(rig.rest.asked()).hasSize(3);
    }
  }

  @Test
  void theHeartbeatTellsOfTradesThatNeverCame() throws InterruptedException {
    String beat =
        "{\"type\":\"heartbeat\",\"last_trade_id\":7,\"product_id\":\"BTC-USD\",\"sequence\":1}";
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED, match(5), beat, beat, match(8));
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, FeedRig.OPTIONS, sink)) {
      rig.rest.otherwise(uri -> ScriptedServer.json("[" + restTrade(7) + "," + restTrade(6) + "]"));
      assertThat(sink.tradeIds(4)).containsExactly("5", "6", "7", "8");
      assertThat(rig.status().gaps()).isEqualTo(1);
    }
  }

  @Test
  void garbageAndGiantsAreRejectedAndTheFeedGoesOn() throws InterruptedException {
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED, "{\"type\":", "", "[]", "\u0000\u0001");
                  connection.send("x".repeat(10 << 20));
                  connection.sendInPieces("{\"type\":\"" + "y".repeat(3 << 20) + "\"}", 100_000);
                  connection.send(match(1).replace("\"0.5\"", "\"-1\""));
                  connection.send(match(1).replace("61000.25", "1e99"));
                  connection.send(match(1).replace("2024-08", "when"));
                  connection.send(match(1));
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, FeedRig.OPTIONS, sink)) {
      assertThat(sink.tradeIds(1)).containsExactly("1");
      assertThat(sink.rejects)
          .containsExactly(
              "BAD_JSON",
              "BAD_JSON",
              "BAD_JSON",
              "BAD_JSON",
              "TOO_LARGE",
              "TOO_LARGE",
              "NEGATIVE_SIZE",
              "OUT_OF_RANGE",
              "BAD_TIME");
      assertThat(rig.status().connections()).isEqualTo(1);
      assertThat(rig.status().rejected()).isEqualTo(9);
    }
  }

  @Test
  void aSilentConnectionIsAskedForASignAndThenCut() throws InterruptedException {
    FeedOptions impatient =
        new FeedOptions(
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            1 << 20,
            4 << 20,
            10,
            FeedRig.OPTIONS.reconnect());
    CountDownLatch never = new CountDownLatch(1);
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED, match(5));
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED, match(6));
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, impatient, sink)) {
      assertThat(sink.tradeIds(2)).containsExactly("5", "6");
      assertThat(rig.status().lastFailure()).contains("nothing came for 200 ms");
      never.countDown();
    }
  }

  @Test
  void aSlowSinkStopsTheReading() throws InterruptedException {
    FeedOptions narrow =
        new FeedOptions(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            1 << 20,
            4_000,
            10,
            FeedRig.OPTIONS.reconnect());
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    LiveSink blocked = new SlowSink(sink, gate);
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED);
                  for (int id = 1; id <= 500; id++) {
                    connection.send(match(id));
                  }
                  sent.countDown();
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, narrow, blocked)) {
      sent.await();
      gate.countDown();
      List<String> ids = sink.tradeIds(500);
      assertThat(ids.getLast()).isEqualTo("500");
      assertThat(rig.status().pauses()).isPositive();
      assertThat(rig.status().connections()).isEqualTo(1);
    }
  }

  @Test
  void whatTheVenueRefusesIsAnError() throws Exception {
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send(
                      "{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"BTC-USD is"
                          + " not a valid product\"}");
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, FeedRig.OPTIONS, sink)) {
      assertThat(rig.failure())
          .isInstanceOf(TidemarkException.class)
          .hasMessageContaining("refuses the subscription");
    }
  }

  @Test
  void aVenueThatDoesNotConfirmIsCutAndAClosingOneIsComeBackTo() throws InterruptedException {
    FeedOptions impatient =
        new FeedOptions(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            1 << 20,
            4 << 20,
            10,
            FeedRig.OPTIONS.reconnect());
    try (SocketServer server =
            new SocketServer(
                connection -> connection.linger(),
                connection -> connection.close(1001),
                connection -> {
                  connection.read();
                  connection.send(CONFIRMED, match(6));
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, impatient, sink)) {
      assertThat(sink.tradeIds(1)).containsExactly("6");
      assertThat(rig.status().connections()).isEqualTo(3);
      assertThat(rig.status().lastFailure()).contains("1001");
    }
  }
}
