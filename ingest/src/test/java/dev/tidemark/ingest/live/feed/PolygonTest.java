package dev.tidemark.ingest.live.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PolygonTest {
  private final CollectingSink sink = new CollectingSink();

  @Test
  void logsInSubscribesAndTellsTradesAndQuotes() throws InterruptedException {
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.send(
                      "[{\"ev\":\"status\",\"status\":\"connected\",\"message\":\"Connected Successfully\"}]");
                  connection.read();
                  connection.send(
                      "[{\"ev\":\"status\",\"status\":\"auth_success\",\"message\":\"authenticated\"}]");
                  connection.read();
                  connection.send(
                      "[{\"ev\":\"status\",\"status\":\"success\",\"message\":\"subscribed to: T.MSFT\"},"
                          + "{\"ev\":\"status\",\"status\":\"success\",\"message\":\"subscribed to: Q.MSFT\"}]");
                  connection.send(
                      """
                      [{"ev":"T","sym":"MSFT","x":4,"i":"12345","z":3,"p":114.125,"s":100,"c":[0,12],\
                      "t":1536036818784,"q":3681328},
                       {"ev":"T","sym":"MSFT","x":4,"i":"12346","z":3,"p":"cheap","s":1,"t":1536036818784,"q":1},
                       {"ev":"Q","sym":"MSFT","bx":4,"bp":114.125,"bs":100,"ax":7,"ap":114.128,"as":160,\
                      "c":0,"i":[604],"t":1536036818784,"q":50385480,"z":3}]""");
                  connection.linger();
                });
        FeedRig rig =
            FeedRig.of(
                new PolygonVenue(server.address(), List.of("MSFT"), "k"), FeedRig.OPTIONS, sink)) {
      Trade trade = Objects.requireNonNull(sink.next().trade());
      assertThat(trade.tradeId()).isEqualTo("17777.4.12345");
      assertThat(trade.price()).isEqualTo(11_412_500_000L);
      assertThat(trade.updLast()).isFalse();
      assertThat(trade.updVol()).isTrue();
      Quote quote = Objects.requireNonNull(sink.next().quote());
      assertThat(quote.askSize()).isEqualTo(16_000L * 100_000_000L);
      assertThat(sink.nextReject()).isEqualTo("BAD_NUMBER");
      assertThat(rig.status().subscribed()).isTrue();
      assertThat(server.received)
          .containsExactly(
              "{\"action\":\"auth\",\"params\":\"k\"}",
              "{\"action\":\"subscribe\",\"params\":\"T.MSFT,Q.MSFT\"}");
    }
  }

  @Test
  void aWrongKeyIsAnError() throws Exception {
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.read();
                  connection.send(
                      "[{\"ev\":\"status\",\"status\":\"auth_failed\",\"message\":\"authentication failed\"}]");
                  connection.linger();
                });
        FeedRig rig =
            FeedRig.of(
                new PolygonVenue(server.address(), List.of("MSFT"), "k"), FeedRig.OPTIONS, sink)) {
      assertThat(rig.failure())
          .isInstanceOf(TidemarkException.class)
          .hasMessageContaining("authentication failed");
    }
  }

  @Test
  void conditionsTakeAwayWhatTheyTakeAway() {
    TapeConditions oddLotOutOfSequence = new TapeConditions();
    oddLotOutOfSequence.add(37);
    oddLotOutOfSequence.add(32);
    assertThat(oddLotOutOfSequence.last()).isFalse();
    assertThat(oddLotOutOfSequence.hilo()).isFalse();
    assertThat(oddLotOutOfSequence.volume()).isTrue();
    TapeConditions official = new TapeConditions();
    official.add(15);
    assertThat(official.volume()).isFalse();
    TapeConditions closing = new TapeConditions();
    closing.add(8);
    assertThat(closing.last() && closing.hilo() && closing.volume() && closing.closing()).isTrue();
  }
}
