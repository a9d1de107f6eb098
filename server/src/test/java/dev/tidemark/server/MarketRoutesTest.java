package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.server.market.ColdBars;
import dev.tidemark.server.market.MarketFixture;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MarketRoutesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant FIRST = Instant.parse("2024-05-01T00:00:00Z");
  private static final Instant CORRECTED = FIRST.plus(Duration.ofHours(6));
  private static final int MINUTES = 250;

  private static final TestServer SERVER = TestServer.get();

  @BeforeAll
  static void load() {
    try (MarketFixture market = new MarketFixture(SERVER.database)) {
      int series = market.series("BTC-USD", "one", Basis.TRADES, 1);
      market.minutes(series, FIRST, MINUTES);
      market.correct(series, FIRST, 100, 500, CORRECTED);
      market.minutes(market.series("BTC-USD", "two", Basis.TRADES, 2), FIRST, 30);
      int sparse = market.series("RARE", "one", Basis.TRADES, 1);
      market.minutes(sparse, Instant.parse("2005-03-01T00:00:00Z"), 1);
      market.minutes(sparse, Instant.parse("2023-03-01T00:00:00Z"), 2);
    }
  }

  private static JsonNode read(String path, String schema) {
    HttpResponse<String> answer = SERVER.get(path, SERVER.anna);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(SchemaCheck.faults(schema, answer.body())).isEmpty();
    return JSON.readTree(answer.body());
  }

  private static JsonNode bars(String query) {
    return read("/v1/bars?" + query, "Bars");
  }

  private static List<Double> closes(JsonNode page) {
    return page.path("bars").findValues("close").stream().map(JsonNode::asDouble).toList();
  }

  private static List<Double> prices(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> i == 100 ? 500.0 : 100.0 + i).toList();
  }

  @Test
  void pagesFollowOneAnotherWithoutGapAndTellWhatWasKnownAtOneTime() {
    String query = "symbol=BTC-USD&timeframe=1m&from=2024-05-01T00:00:00Z&limit=60";
    List<Double> closes = new ArrayList<>();
    JsonNode page = bars(query);
    String known = page.path("as_known").asString();
    closes.addAll(closes(page));
    int pages = 1;
    while (!page.path("next").isNull()) {
      page = bars(query + "&cursor=" + page.path("next").asString());
      assertThat(page.path("as_known").asString()).isEqualTo(known);
      closes.addAll(closes(page));
      pages++;
    }
    assertThat(pages).isEqualTo(5);
    assertThat(closes).isEqualTo(prices(0, MINUTES));
    JsonNode bar = bars(query).path("bars").get(0);
    assertThat(bar.path("ts").asString()).isEqualTo("2024-05-01T00:00:00Z");
    assertThat(bar.path("t_close").asString()).isEqualTo("2024-05-01T00:01:00Z");
    assertThat(bar.path("volume").toString()).isEqualTo("0.5");
    assertThat(bar.path("known").asString()).isEqualTo("2024-05-01T00:00:11Z");
  }

  @Test
  void whatWasNotKnownYetIsNotTold() {
    String minute =
        "symbol=BTC-USD@one&timeframe=1m&from=2024-05-01T01:40:00Z&to=2024-05-01T01:42:00Z";
    assertThat(closes(bars(minute))).isEqualTo(List.of(500.0, 201.0));
    assertThat(closes(bars(minute + "&as_known=2024-05-01T05:59:59.999999Z")))
        .isEqualTo(List.of(200.0, 201.0));
    assertThat(closes(bars(minute + "&as_known=2024-05-01T01:41:00Z"))).isEqualTo(List.of(200.0));
    JsonNode hours =
        bars(
            "symbol=BTC-USD&timeframe=1h&from=2024-05-01T00:00:00Z&to=2024-05-02T00:00:00Z"
                + "&as_known=2024-05-01T02:00:00Z");
    assertThat(closes(hours)).isEqualTo(List.of(159.0, 219.0));
    assertThat(hours.path("bars").get(1).path("high").asDouble()).isEqualTo(219);
  }

  @Test
  void theSourceOfTheSmallestRankAnswersAndAnyCanBeNamed() {
    String from = "&timeframe=1m&from=2024-05-01T00:00:00Z";
    assertThat(bars("symbol=BTC-USD" + from).path("source").asString()).isEqualTo("one");
    JsonNode second = bars("symbol=BTC-USD@two" + from);
    assertThat(second.path("source").asString()).isEqualTo("two");
    assertThat(second.path("bars")).hasSize(30);
    JsonNode none = bars("symbol=BTC-USD@two&timeframe=1m&from=2025-05-01T00:00:00Z");
    assertThat(none.path("bars")).isEmpty();
    assertThat(none.path("source").isNull()).isTrue();
  }

  @Test
  void barsManyYearsApartAreFoundPageByPage() {
    String query = "symbol=RARE&timeframe=1m&from=1990-01-01T00:00:00Z&limit=2";
    JsonNode page = bars(query);
    assertThat(page.path("bars").findValues("ts").stream().map(JsonNode::asString))
        .containsExactly("2005-03-01T00:00:00Z", "2023-03-01T00:00:00Z");
    JsonNode last = bars(query + "&cursor=" + page.path("next").asString());
    assertThat(last.path("bars").findValues("ts").stream().map(JsonNode::asString))
        .containsExactly("2023-03-01T00:01:00Z");
    assertThat(last.path("next").isNull()).isTrue();
  }

  @Test
  void csvHasTheSameBars() {
    String path = "/v1/bars?symbol=BTC-USD&timeframe=15m&from=2024-05-01T00:00:00Z&limit=3";
    HttpResponse<String> asked = SERVER.get(path + "&format=csv", SERVER.anna);
    HttpResponse<String> accepted = SERVER.get(path, SERVER.anna, "Accept", "text/csv");

    assertThat(asked.body()).startsWith("ts,t_close,partial,open,high,low,close,volume,vwap,");
    assertThat(asked.body().lines()).hasSize(4);
    assertThat(asked.body().lines().toList().get(1))
        .startsWith("2024-05-01T00:00:00Z,2024-05-01T00:15:00Z,false,100,114,100,114,7.5,107,");
    assertThat(asked.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(asked.headers().firstValue("X-Next-Cursor")).isPresent();
    assertThat(accepted.body()).isEqualTo(asked.body());
  }

  @Test
  void featuresAreToldForEverySymbolAndTimeInTheOrderAsked() {
    JsonNode answer =
        read(
            "/v1/features?symbols=BTC-USD@two,NONE,BTC-USD"
                + "&as_of=2024-05-01T03:00:00Z,2024-05-01T00:25:30Z",
            "Features");
    JsonNode features = answer.path("features");
    assertThat(features.findValues("source").stream().map(JsonNode::asString))
        .containsExactly("two", "two", "one", "one");
    assertThat(features.findValues("as_of").stream().map(JsonNode::asString))
        .containsExactly(
            "2024-05-01T03:00:00Z",
            "2024-05-01T00:25:30Z",
            "2024-05-01T03:00:00Z",
            "2024-05-01T00:25:30Z");
    assertThat(answer.path("unknown").toString()).isEqualTo("[\"NONE\"]");
    JsonNode early = features.get(3);
    assertThat(early.path("event_time").asString()).isEqualTo("2024-05-01T00:25:00Z");
    assertThat(early.path("close").asDouble()).isEqualTo(124);
    assertThat(early.path("sma_20").asDouble()).isEqualTo(114.5);
    assertThat(early.path("regime_tag").asString()).isEqualTo("up");
    assertThat(early.path("volatility_1h").isNull()).isTrue();
  }

  @Test
  void featuresAreAsKnownAtTheTimeUnlessAnotherIsNamed() {
    String at = "/v1/features?symbols=BTC-USD&as_of=2024-05-01T01:41:00Z";
    assertThat(read(at, "Features").path("features").get(0).path("close").asDouble())
        .isEqualTo(200);
    JsonNode later = read(at + "&as_known=2024-05-01T06:00:00Z", "Features").path("features");
    assertThat(later.get(0).path("close").asDouble()).isEqualTo(500);
    assertThat(later.get(0).path("as_known").asString()).isEqualTo("2024-05-01T06:00:00Z");
  }

  @Test
  void aPrivateInstrumentIsThereForItsTenantAndForNobodyElse() {
    String anna =
        SERVER
            .get("/v1/usage", SERVER.anna)
            .body()
            .replaceAll(".*\"tenant_id\":\"([^\"]+)\".*", "$1");
    try (MarketFixture own = MarketFixture.of(SERVER.database, anna);
        MarketFixture bens = MarketFixture.of(SERVER.database, "ben")) {
      own.minutes(own.series("private:EDGE", "private", Basis.TRADES, 1), FIRST, 30);
      bens.minutes(bens.series("private:BEN", "private", Basis.TRADES, 1), FIRST, 3);
    }
    String bars = "/v1/bars?timeframe=1m&from=2024-05-01T00:00:00Z&symbol=private:";
    assertThat(bars(bars.substring(9) + "EDGE").path("bars")).hasSize(30);
    assertThat(bars(bars.substring(9) + "EDGE").path("source").asString()).isEqualTo("private");
    HttpResponse<String> foreign = SERVER.get(bars + "EDGE", SERVER.ben);
    HttpResponse<String> absent = SERVER.get(bars + "NONE", SERVER.ben);
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(told(foreign, "EDGE")).isEqualTo(told(absent, "NONE"));

    for (String time : List.of("", "&as_of=2024-05-01T00:25:30Z")) {
      String features = "/v1/features?symbols=BTC-USD,private:EDGE,private:BEN" + time;
      JsonNode annas = JSON.readTree(SERVER.get(features, SERVER.anna).body());
      assertThat(annas.path("unknown").toString()).isEqualTo("[\"private:BEN\"]");
      assertThat(annas.path("features").findValues("symbol").stream().map(JsonNode::asString))
          .containsExactly("BTC-USD", "private:EDGE");
      JsonNode of = JSON.readTree(SERVER.get(features, SERVER.ben).body());
      assertThat(of.path("unknown").toString()).isEqualTo("[\"private:EDGE\"]");
    }
    assertThat(
            SERVER.latest.find(List.of("BTC-USD", "private:EDGE", "private:BEN")).stream()
                .skip(1)
                .allMatch(found -> found.value().isEmpty()))
        .as("what is a tenant's is not kept with what is everybody's")
        .isTrue();
  }

  private static String told(HttpResponse<String> problem, String name) {
    return problem.body().replaceAll("\"(request_id|instance)\":\"[^\"]*\"", "").replace(name, "X");
  }

  @Test
  void timesBeforeWhatIsKeptAreRefusedAndNotAnsweredWithLess() throws SQLException {
    try (MarketFixture market = new MarketFixture(SERVER.database)) {
      int series = market.series("OLD-USD", "one", Basis.TRADES, 1);
      market.minutes(series, FIRST, 300);
      try (Connection owner = SERVER.database.dataSource(DatabaseRole.OWNER).getConnection();
          Statement statement = owner.createStatement()) {
        statement.execute(
            "INSERT INTO md.horizon (series_id, horizon) VALUES ("
                + series
                + ", '2024-05-01T04:00:00Z')");
      }
    }
    for (String path :
        List.of(
            "/v1/bars?symbol=OLD-USD&timeframe=1m&from=2024-05-01T03:59:00Z",
            "/v1/features?symbols=OLD-USD&as_of=2024-05-01T03:59:00Z")) {
      HttpResponse<String> answer = SERVER.get(path, SERVER.anna);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
      assertThat(SchemaCheck.faults("Problem", answer.body())).isEmpty();
      assertThat(answer.body())
          .contains("FAILED_PRECONDITION", "OUTSIDE_HOT_WINDOW", "2024-05-01", "the lake");
    }
    assertThat(bars("symbol=OLD-USD&timeframe=1m&from=2024-05-01T04:00:00Z").path("bars"))
        .hasSize(60);
    readsOnWhereTheDatabaseEnds();
  }

  /** One bar of a session that was dropped, from elsewhere, then those of the database. */
  private static void readsOnWhereTheDatabaseEnds() {
    long label = FIRST.plus(Duration.ofMinutes(10)).getEpochSecond() * 1_000_000_000L;
    Bar bar =
        new Bar(
            label,
            label + 60_000_000_000L,
            false,
            700_00000000L,
            700_00000000L,
            700_00000000L,
            700_00000000L,
            Int128.ZERO,
            Int128.ZERO,
            Int128.ZERO,
            Int128.ZERO,
            1);
    SERVER.cold =
        (series, timeframe, from, until, asKnown) ->
            series.source().equals("one") && from.equals(FIRST)
                ? Optional.of(new ColdBars.Part(List.of(bar), List.of(true), until))
                : Optional.empty();
    try {
      JsonNode page = bars("symbol=OLD-USD&timeframe=1m&from=2024-05-01T00:00:00Z&limit=3");
      assertThat(closes(page)).containsExactly(700.0, 340.0, 341.0);
      assertThat(page.path("bars").get(0).path("known").isNull()).isTrue();
    } finally {
      SERVER.cold = ColdBars.NONE;
    }
  }

  @Test
  void theRegistryNamesTheElevenFeatures() {
    JsonNode features = read("/v1/metadata/features", "FeatureRegistry").path("features");
    assertThat(features.findValues("name").stream().map(JsonNode::asString))
        .hasSize(11)
        .contains("ohlc_1m", "vwap_5m", "feature_pit_snapshot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "422 /v1/bars?symbol=BTC-USD&timeframe=2m&from=2024-05-01T00:00:00Z timeframe",
        "422 /v1/bars?symbol=BTC-USD&timeframe=5s&from=2024-05-01T00:00:00Z timeframe",
        "422 /v1/bars?symbol=BTC-USD&timeframe=1m&from=yesterday from",
        "422 /v1/bars?symbol=BTC-USD&timeframe=1m&from=1066-10-14T00:00:00Z from",
        "422 /v1/bars?symbol=BTC-USD&timeframe=1m&from=2024-05-01T00:00:00.000000001Z microsecond",
        "422 /v1/bars?symbol=BTC-USD&timeframe=1m&from=2024-05-01T00:00:00Z&to=2024-04-01T00:00:00Z to",
        "422 /v1/bars?symbol=BTC-USD&timeframe=1m&from=2024-05-01T00:00:00Z&limit=10001 10000",
        "422 /v1/bars?symbol=BTC-USD&timeframe=1m&from=2024-05-01T00:00:00Z&limit=0 limit",
        "422 /v1/bars?symbol=BTC-USD&timeframe=1m&from=2024-05-01T00:00:00Z&cursor=abc cursor",
        "422 /v1/bars?symbol=BTC-USD&timeframe=1m&from=2024-05-01T00:00:00Z&format=xml format",
        "422 /v1/bars?symbol=A@B@C&timeframe=1m&from=2024-05-01T00:00:00Z symbol",
        "422 /v1/bars?symbol=A%00B&timeframe=1m&from=2024-05-01T00:00:00Z symbol",
        "400 /v1/bars?symbol=BTC-USD&timeframe=1m from",
        "404 /v1/bars?symbol=NONE&timeframe=1m&from=2024-05-01T00:00:00Z NONE",
        "404 /v1/bars?symbol=private:X&timeframe=1m&from=2024-05-01T00:00:00Z private:X",
        "404 /v1/features?symbols=NONE,OTHER OTHER",
        "404 /v1/features?symbols=private:X private:X",
        "422 /v1/features?symbols= symbols",
        "422 /v1/features?symbols=BTC-USD&as_of=now as_of",
        "422 /v1/features?symbols=BTC-USD&as_known=2024-05-01T00:00:00Z as_of",
        "400 /v1/features symbols",
        "422 /v1/features?symbols=BTC-USD';DROP,@ symbols",
      })
  void whatCannotBeAnsweredIsExplained(int status, String path, String says) {
    HttpResponse<String> answer =
        SERVER.get(path.replace("'", "%27").replace(" ", "%20"), SERVER.anna);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(SchemaCheck.faults("Problem", answer.body())).isEmpty();
    assertThat(answer.body()).contains(says);
    assertThat(SERVER.get(path.replace("'", "%27"), null).statusCode()).isEqualTo(401);
  }

  @Test
  void moreThanAThousandRowsAreRefusedBeforeAnythingIsRead() {
    String symbols = String.join(",", IntStream.range(0, 501).mapToObj(i -> "S" + i).toList());
    HttpResponse<String> pairs =
        SERVER.get(
            "/v1/features?symbols=" + symbols + "&as_of=2024-05-01T03:00:00Z,2024-05-01T00:25:30Z",
            SERVER.anna);
    assertThat(pairs.statusCode()).isEqualTo(422);
    assertThat(pairs.body()).contains("1000");
    String many = String.join(",", IntStream.range(0, 1_001).mapToObj(i -> "S" + i).toList());
    assertThat(SERVER.get("/v1/features?symbols=" + many, SERVER.anna).statusCode()).isEqualTo(422);
    String most = String.join(",", IntStream.range(0, 999).mapToObj(i -> "S" + i).toList());
    JsonNode one = read("/v1/features?symbols=BTC-USD," + most, "Features");
    assertThat(one.path("features")).hasSize(1);
    assertThat(one.path("unknown")).hasSize(999);
  }

  @Test
  void aCursorOfAnotherRequestIsRefused() {
    String query = "/v1/bars?symbol=BTC-USD&timeframe=1m&limit=10&from=";
    String cursor = bars(query.substring(9) + "2024-05-01T00:00:00Z").path("next").asString();
    assertThat(
            SERVER.get(query + "2024-05-01T03:00:00Z&cursor=" + cursor, SERVER.anna).statusCode())
        .isEqualTo(422);
    assertThat(
            SERVER
                .get(
                    query + "2024-05-01T00:00:00Z&as_known=2024-06-01T03:00:00Z&cursor=" + cursor,
                    SERVER.anna)
                .statusCode())
        .isEqualTo(422);
  }
}
