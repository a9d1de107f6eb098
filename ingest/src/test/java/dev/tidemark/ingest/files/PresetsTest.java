package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RowFlag;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layout, in a small sample of our own: series, first event time, and one value. */
class PresetsTest {

  private static final long UNIT = 100_000_000L;

  @TempDir Path root;

  static Stream<Arguments> layouts() {
    String quoteBar = "0,1.10,1.12,1.09,1.11,0,1.12,1.14,1.11,1.13,0\n";
    return Stream.of(
        sample(
            "forex/fxcm/minute/usdjpy/20140501_quote.zip",
            quoteBar,
            "fxcm/USDJPY/1m",
            "2014-05-01T05:00:00Z",
            RawColumn.OPEN,
            111_000_000L),
        sample(
            "forex/oanda/minute/usdjpy/20140501_quote.zip",
            quoteBar,
            "oanda/USDJPY/1m",
            "2014-05-01T00:00:00Z",
            RawColumn.CLOSE,
            112_000_000L),
        sample(
            "forex/fxcm/hour/usdchf.zip",
            "20140501 01:00,1.10,1.12,1.09,1.11,0,1.12,1.14,1.11,1.13,0\n",
            "fxcm/USDCHF/1h",
            "2014-05-01T06:00:00Z",
            RawColumn.HIGH,
            113_000_000L),
        sample(
            "cfd/oanda/tick/xagusd/20140502_quote.zip",
            "46.2042,19.065,19.105\n",
            "oanda/XAGUSD/quotes",
            "2014-05-02T00:00:00.046204200Z",
            RawColumn.BID,
            1_906_500_000L),
        sample(
            "crypto/coinbase/minute/ltcusd/20180405_trade.zip",
            "60000,100,101,99,100.5,2.5\n",
            "coinbase/LTCUSD/1m",
            "2018-04-05T00:01:00Z",
            RawColumn.VOLUME,
            250_000_000L),
        sample(
            "crypto/bybit/minute/btcusdt/20221213_quote.zip",
            "0,10,11,9,10,0.1,10,11,9,11,0.2\n",
            "bybit-quote/BTCUSDT/1m",
            "2022-12-13T00:00:00Z",
            RawColumn.CLOSE,
            1_050_000_000L),
        sample(
            "crypto/coinbase/daily/btcusd_trade.zip",
            "20141201 00:00,300,370,300,370,0.5\n",
            "coinbase/BTCUSD/1d",
            "2014-12-01T00:00:00Z",
            RawColumn.HIGH,
            370 * UNIT),
        sample(
            "crypto/binance/tick/btcusdt/20200101_trade.zip",
            "17,7200.5,0.25\n",
            "binance/BTCUSDT/trades",
            "2020-01-01T00:00:00.017Z",
            RawColumn.PRICE,
            720_050_000_000L),
        sample(
            "crypto/binance/tick/btcusdt/20200101_quote.zip",
            "17,7200,1,7201,2\n",
            "binance/BTCUSDT/quotes",
            "2020-01-01T00:00:00.017Z",
            RawColumn.ASK_SIZE,
            2 * UNIT),
        sample(
            "equity/usa/minute/spy/20131007_trade.zip",
            "34200000,1681300,1681500,1681200,1681400,100\n",
            "lean-equity/SPY/1m",
            "2013-10-07T13:30:00Z",
            RawColumn.OPEN,
            16_813_000_000L),
        sample(
            "equity/usa/daily/spy.zip",
            "20131007 00:00,1681300,1681500,1681200,1681400,100\n",
            "lean-equity/SPY/1d",
            "2013-10-07T13:30:00Z",
            RawColumn.CLOSE,
            16_814_000_000L),
        sample(
            "NFLXUSUSD_M15.tsv.gz",
            "Time\tOpen\tHigh\tLow\tClose\tVolume\n2017-02-01 14:30:00\t140\t141\t139\t140\t15\n",
            "dukascopy/NFLX/15m",
            "2017-02-01T14:30:00Z",
            RawColumn.LOW,
            139 * UNIT),
        sample(
            "GER40.IDXEUR_Ticks_04.09.2023-04.09.2023.csv",
            "Local time,Ask,Bid,AskVolume,BidVolume\n"
                + "04.09.2023 01:00:05.962 GMT+0300,4516.181,4515.664000000001,0.0006,0.0006\n",
            "dukascopy/GER40/quotes",
            "2023-09-03T22:00:05.962Z",
            RawColumn.BID,
            451_566_400_000L),
        sample(
            "XRPUSD_1min_2018.csv.gz",
            "timestamp_ms,open,close,high,low,volume\n1498867200000,1,2,3,0.5,7\n",
            "bitfinex/XRPUSD/1m",
            "2017-07-01T00:00:00Z",
            RawColumn.CLOSE,
            2 * UNIT),
        sample(
            "binanceus_ETHUSD_1m_20230301.csv",
            "open_time,open,high,low,close,volume\n2023-03-01 00:01:00+00:00,1,2,1,2,0.0\n",
            "binanceus/ETHUSD/1m",
            "2023-03-01T00:01:00Z",
            RawColumn.VOLUME,
            0L),
        sample(
            "kraken_XBTUSD_5m_2023Q1.csv",
            "1672531200,16535.97,16536,16522,16530,0.5,2\n",
            "kraken/XBTUSD/5m",
            "2023-01-01T00:00:00Z",
            RawColumn.TRADE_COUNT,
            2L),
        sample(
            "IWM_1min.csv.gz",
            "datetime,open,high,low,close,volume\n2025-09-15 09:30:00,1,2,1,2,5\n",
            "ibkr/IWM/1m",
            "2025-09-15T13:30:00Z",
            RawColumn.VOLUME,
            5 * UNIT),
        sample(
            "QQQ_5min_2018-2020.csv.gz",
            "timestamp,open,high,low,close,volume,average,barcount\n"
                + "2018-01-02T14:34:00Z,1,2,1,2,25,1.5,6\n",
            "ibkr/QQQ/5m",
            "2018-01-02T14:30:00Z",
            RawColumn.VOLUME,
            2_500 * UNIT),
        sample(
            "GLD_1min_2023-07-10_to_2025-07-08.csv",
            "timestamp,open,high,low,close,volume\n2023-07-10 13:30:00,1,2,1,2,5\n",
            "polygon/GLD/1m",
            "2023-07-10T13:30:00Z",
            RawColumn.OPEN,
            UNIT),
        sample(
            "SPY_1min_2024-03-26_2025-04-02.csv",
            "timestamp,open,high,low,close,volume\n2024-03-26T13:30:00Z,1,2,1,2,5\n",
            "utc-bars/SPY/1m",
            "2024-03-26T13:30:00Z",
            RawColumn.OPEN,
            UNIT),
        sample(
            "eurusd-m1-bid-2012.csv.gz",
            "timestamp,open,high,low,close\n2012-02-01 00:00:00+00:00,1,2,1,2\n",
            "fxcm-bid/EURUSD/1m",
            "2012-02-01T00:00:00Z",
            RawColumn.HIGH,
            2 * UNIT),
        sample(
            "eurjpy-ticks.csv",
            "timestamp,bid,ask\n2013-01-01 22:00:00.295000+00:00,86.655,86.728\n",
            "truefx/EURJPY/quotes",
            "2013-01-01T22:00:00.295Z",
            RawColumn.ASK,
            8_672_800_000L),
        sample(
            "eurusd_1min_close_201806.csv",
            "\uFEFFdate,price\r\n2018-06-01 00:00,1.326255\r\n",
            "fx-close/EURUSD/1m",
            "2018-06-01T04:00:00Z",
            RawColumn.LOW,
            132_625_500L),
        sample(
            "GOOG.csv",
            "Date,Open,High,Low,Close,Adj Close,Volume\n2012-09-04,1,2,1,2,-inf,5\n",
            "yahoo/GOOG/1d",
            "2012-09-04T13:30:00Z",
            RawColumn.CLOSE,
            2 * UNIT),
        sample(
            "brent-daily.csv",
            "Date,Price\n2020-04-20,-36.98\n",
            "datasets/BRENT/1d",
            "2020-04-19T21:00:00Z",
            RawColumn.CLOSE,
            -3_698_000_000L),
        sample(
            "quotes.ndjson.gz",
            "\uFEFF{\"executionTradableSymbol\":\"GBPUSD\",\"timestampUnixNanos\":"
                + "1763148720000000000,\"bid\":1.16164,\"ask\":1.1617,\"spread\":6E-05}\n",
            "polygon/GBPUSD/quotes",
            "2025-11-14T19:32:00Z",
            RawColumn.BID,
            116_164_000L));
  }

  private static Arguments sample(
      String name, String text, String series, String event, RawColumn column, long value) {
    return Arguments.of(name, text, series, Instant.parse(event), column, value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layouts")
  void readsEveryLayout(
      String name, String text, String series, Instant event, RawColumn column, long value) {
    Samples.write(root, name, text);
    Samples.Read read = Samples.read(root);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.rejects()).isZero();
    assertThat(read.rows()).isEqualTo(1);
    RawBatch batch = read.first();
    assertThat(batch.series().key()).isEqualTo(series);
    assertThat(batch.eventNanos()[0])
        .isEqualTo(event.getEpochSecond() * 1_000_000_000L + event.getNano());
    assertThat(batch.column(column)).isNotNull().startsWith(value);
  }

  @Test
  void binanceStreamGivesTradesQuotesAndClosedCandles() {
    Samples.write(
        root,
        "spot_ethusdt_20240808.jsonl.gz",
        String.join(
            "\n",
            "1723161254087891268 {\"stream\":\"ethusdt@bookTicker\",\"data\":{\"u\":5,\"s\":"
                + "\"ETHUSDT\",\"b\":\"10\",\"B\":\"1\",\"a\":\"11\",\"A\":\"2\"}}",
            "1723161254087896568 {\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"s\":"
                + "\"ETHUSDT\",\"t\":77,\"p\":\"10.5\",\"q\":\"0.02\",\"T\":1723161255342,"
                + "\"m\":true}}",
            "1723161254087896569 {\"stream\":\"ethusdt@kline_1m\",\"data\":{\"e\":\"kline\","
                + "\"s\":\"ETHUSDT\",\"k\":{\"t\":1723161180000,\"i\":\"1m\",\"o\":\"1\","
                + "\"h\":\"2\",\"l\":\"1\",\"c\":\"2\",\"v\":\"3\",\"V\":\"1\",\"n\":4,"
                + "\"x\":true}}}",
            "1723161254087896570 {\"stream\":\"ethusdt@depth@100ms\",\"data\":{\"e\":"
                + "\"depthUpdate\"}}",
            "1723161254206652067 {\"lastUpdateId\":50093239218,\"bids\":[]}",
            "1723161254206652068 {\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"s"));
    Samples.Read read = Samples.read(root);
    assertThat(read.series())
        .containsExactly(
            "binance/-/trades",
            "binance/ETHUSDT/1m",
            "binance/ETHUSDT/quotes",
            "binance/ETHUSDT/trades");
    assertThat(read.ignored()).isEqualTo(2);
    assertThat(read.rejects()).isEqualTo(1);
    RawBatch trade =
        read.batches().stream()
            .filter(b -> b.series().key().equals("binance/ETHUSDT/trades"))
            .findFirst()
            .orElseThrow();
    assertThat(trade.column(RawColumn.SIDE)).startsWith(1L);
    assertThat(trade.flags()).isNotNull().startsWith(RowFlag.CLOCK_SKEW.bit());
  }

  @Test
  void coinbaseFeedTurnsTheMakersSideAround() {
    Samples.write(
        root,
        "COINBASE.ws.1.0.txt.gz",
        String.join(
            "\n",
            "wss://ws-feed.pro.coinbase.com <-> 1618677816.8434298",
            "1618677817.07: {\"type\":\"subscriptions\",\"channels\":[]}",
            "1618677817.08: {\"type\":\"match\",\"trade_id\":5,\"side\":\"sell\",\"size\":\"0.04\","
                + "\"price\":\"14.7\",\"product_id\":\"BAND-GBP\",\"sequence\":9,"
                + "\"time\":\"2021-04-17T16:43:30.244075Z\"}",
            "1618677817.09: {\"type\":\"ticker\",\"product_id\":\"BAND-GBP\",\"best_bid\":\"14\","
                + "\"best_ask\":\"15\",\"time\":\"2021-04-17T16:43:30.244075Z\"}"));
    Samples.Read read = Samples.read(root);
    assertThat(read.series()).containsExactly("coinbase/BANDGBP/quotes", "coinbase/BANDGBP/trades");
    assertThat(read.first().column(RawColumn.SIDE)).startsWith(0L);
    assertThat(read.ignored()).isEqualTo(2);
  }

  @Test
  void hyperliquidLinesHoldSeveralTrades() {
    String trade =
        "{\"coin\":\"ETH\",\"px\":\"105\",\"side\":\"B\",\"sz\":\"0.1\",\"tid\":%d,"
            + "\"time\":1737918794873}";
    Samples.write(
        root,
        "hyperliquid_eth.jsonl",
        "1737918843893903000 {\"channel\":\"l2Book\",\"data\":{}}\n"
            + "1737918844167767000 {\"channel\":\"trades\",\"data\":["
            + trade.formatted(1)
            + ","
            + trade.formatted(2)
            + "]}\n");
    Samples.Read read = Samples.read(root);
    assertThat(read.series()).containsExactly("hyperliquid/ETH_PERP/trades");
    assertThat(read.rows()).isEqualTo(2);
    assertThat(read.first().ordinals()).startsWith(200_000L, 200_001L);
  }

  @Test
  void yfinanceFilesGiveBarsAndActions() {
    Samples.write(
        root,
        "KO-1d-no-bad-divs.csv",
        "Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits\n"
            + "2024-01-10 00:00:00-05:00,60,61,59,60,58,100,0.0,0.0\n"
            + "2024-07-11 00:00:00-04:00,,,,,,,0.46,0.0\n"
            + "2024-07-12 00:00:00-04:00,30,31,29,30,29,200,0.0,2.0\n");
    Samples.Read read = Samples.read(root);
    assertThat(read.series()).containsExactly("yahoo/KO/1d", "yahoo/KO/actions");
    assertThat(read.rows()).isEqualTo(4);
    assertThat(read.rejects()).isEqualTo(1);
  }

  @Test
  void foreignListingsGiveTheirActionsButNoBars() {
    Samples.write(
        root,
        "VOD-L-1d-bad-div-fixed.csv",
        "Datetime,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits,Repaired?\n"
            + "2024-01-10 00:00:00+00:00,60,61,59,60,58,100,0.5,0.0,True\n");
    Samples.Read read = Samples.read(root);
    assertThat(read.series()).containsExactly("yahoo-repaired/VOD.L/actions");
    assertThat(read.refusals()).singleElement().extracting("code").isEqualTo("NO_CALENDAR");
  }

  @Test
  void usersMappingsComeBeforePresets() {
    Samples.write(root, "data/my.csv", "when;px\n2024-01-08 10:00;5\n");
    Path mapping =
        Samples.write(
            root,
            "my.yaml",
            "name: mine\npath: 'my\\.csv$'\nheader: [when, px]\ndelimiter: ';'\nprovider: me\n"
                + "symbol: XYZ\nasset: EQUITY\ninterval: 1m\nflags: [CLOSE_ONLY]\n"
                + "time: {column: when, zone: America/New_York}\ncolumns: {close: px}\n");
    Samples.Read read =
        Samples.read(FilesProvider.of(root.resolve("data"), Layouts.with(List.of(mapping)), ""));
    assertThat(read.series()).containsExactly("me/XYZ/1m");
  }

  @Test
  void presetNamesAreUniqueAndFound() {
    Layouts presets = Layouts.presets();
    assertThat(presets.mappings()).extracting(Mapping::name).doesNotHaveDuplicates();
    assertThat(presets.named("bitfinex-bars").provider()).isEqualTo("bitfinex");
  }
}
