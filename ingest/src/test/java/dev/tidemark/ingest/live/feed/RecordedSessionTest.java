package dev.tidemark.ingest.live.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.http.ScriptedServer;
import dev.tidemark.ingest.live.MarketRecord;
import dev.tidemark.ingest.live.Recording;
import dev.tidemark.ingest.live.RecordingOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Sessions of real venues, served again: a feed tells what the files provider reads of them. */
class RecordedSessionTest {
  private static final Path DATA =
      Path.of(System.getProperty("project.root", ".")).resolve("../shared/data/open").normalize();
  private static final String CONFIRMED =
      """
      {"type":"subscriptions","channels":[{"name":"matches","product_ids":["BTC-USD"]},\
      {"name":"heartbeat","product_ids":["BTC-USD"]},{"name":"ticker","product_ids":["BTC-USD"]},\
      {"name":"level2_50","product_ids":["BTC-USD"]}]}""";

  private final CollectingSink sink = new CollectingSink();

  private static List<String> messages(Path file) throws IOException {
    List<String> messages = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int body = line.indexOf(' ');
        if (body > 0 && Character.isDigit(line.charAt(0))) {
          messages.add(line.substring(body + 1));
        }
      }
    }
    return messages;
  }

  private static List<String> lines(List<MarketRecord> records) {
    return records.stream().map(RecordedSessionTest::line).toList();
  }

  /** What venue and recording agree on: not when we knew it, nor how records are numbered. */
  private static String line(MarketRecord record) {
    Trade trade = record.trade();
    Quote quote = record.quote();
    String symbol = record.instrument().symbol();
    if (trade != null) {
      return symbol
          + " "
          + trade.tradeId()
          + " "
          + trade.tsNanos()
          + " "
          + trade.price()
          + " "
          + trade.size()
          + " "
          + trade.side();
    }
    return quote == null
        ? ""
        : symbol
            + " "
            + quote.bid()
            + " "
            + quote.ask()
            + " "
            + quote.bidSize()
            + " "
            + quote.askSize();
  }

  private static List<MarketRecord> recorded(Path file) {
    List<MarketRecord> records = new ArrayList<>();
    Recording.of(file, RecordingOptions.all(Instant.parse("2026-01-01T00:00:00Z")))
        .forEach(records::add);
    return records;
  }

  @Test
  void coinbase() throws IOException, InterruptedException {
    Path file = DATA.resolve("ws-cryptofeed/COINBASE.ws.28.0.txt.gz");
    assumeThat(file).as("recordings at hand").exists();
    List<String> messages = messages(file);
    List<MarketRecord> expected = recorded(file);
    assertThat(expected).hasSizeGreaterThan(200);
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.send(CONFIRMED);
                  connection.send(messages.toArray(String[]::new));
                  connection.linger();
                });
        FeedRig rig = FeedRig.coinbase(server, FeedRig.OPTIONS, sink)) {
      rig.rest.otherwise(uri -> ScriptedServer.json("[]"));
      List<MarketRecord> told = sink.take(expected.size());
      assertThat(lines(told)).containsExactlyInAnyOrderElementsOf(lines(expected));
      assertThat(rig.status().rejected()).isZero();
    }
  }

  @Test
  void bestPricesOfTheOrderBookAreThoseOfTheTicker() throws IOException, InterruptedException {
    Path file = DATA.resolve("ws-cryptofeed/COINBASE.ws.28.0.txt.gz");
    assumeThat(file).as("recordings at hand").exists();
    List<String> messages = messages(file);
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.send(CONFIRMED);
                  connection.send(messages.toArray(String[]::new));
                  connection.send(
                      """
                      {"type":"match","trade_id":1,"sequence":1,"time":"2024-08-08T23:59:58Z",\
                      "product_id":"END-USD","size":"0.5","price":"1","side":"sell"}""");
                  connection.linger();
                });
        FeedRig rig =
            FeedRig.of(
                new CoinbaseVenue(server.address(), List.of("BTC-USD"), true, TradeHistory.NONE),
                FeedRig.OPTIONS,
                sink)) {
      int quotes = 0;
      for (MarketRecord one = sink.next();
          !one.instrument().symbol().equals("ENDUSD");
          one = sink.next()) {
        Quote quote = one.quote();
        if (quote != null) {
          quotes++;
          assertThat(quote.isValid()).isTrue();
        }
      }
      assertThat(quotes).isGreaterThan(100);
      assertThat(rig.status().rejected()).isZero();
    }
  }

  @Test
  void binance() throws IOException, InterruptedException {
    Path file = DATA.resolve("ws-binance/spot_btcusdt_20240808.jsonl.gz");
    assumeThat(file).as("recordings at hand").exists();
    List<String> messages = messages(file).stream().filter(m -> m.startsWith("{\"stream")).toList();
    List<MarketRecord> expected = recorded(file);
    try (SocketServer server =
            new SocketServer(
                connection -> {
                  connection.send("{\"result\":null,\"id\":1}");
                  connection.send(messages.toArray(String[]::new));
                  connection.linger();
                });
        FeedRig rig = FeedRig.binance(server, FeedRig.OPTIONS, sink)) {
      List<MarketRecord> told = sink.take(expected.size());
      assertThat(lines(told)).containsExactlyInAnyOrderElementsOf(lines(expected));
      FeedStatus status = rig.status();
      assertThat(status.rejected() + status.gaps() + status.repeated()).isZero();
      assertThat(told).isSortedAccordingTo((a, b) -> Long.compare(a.knownNanos(), b.knownNanos()));
    }
  }
}
