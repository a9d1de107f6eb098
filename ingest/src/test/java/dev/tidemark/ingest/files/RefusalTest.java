package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.RejectReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are refused as a whole: the reason, and that nothing of them is delivered. */
class RefusalTest {

  private static final String BITFINEX = "timestamp_ms,open,close,high,low,volume\n";
  private static final String BINANCE = "open_time,open,high,low,close,volume\n";

  @TempDir Path root;

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("BTCUSD_M30.tsv", "Time\tOpen\tHigh\tLow\tClose\tVolume\nx\n", "NO_TABLE"),
        Arguments.of("forex/oanda/second/eurusd/20140501_quote.zip", "1\n", "MISSING_COLUMNS"),
        Arguments.of(
            "crypto/coinbase/second/btcusd/20161007_trade.zip", "1,2,3,4,5,6\n", "NO_TABLE"),
        Arguments.of(
            "EURUSD_H4.tsv",
            "Time\tOpen\tHigh\tLow\tClose\tVolume\n2007-09-04 04:00:00\t1\t1\t1\t1\t5\n",
            "OFF_GRID"),
        Arguments.of(
            "XY_1min.csv", BITFINEX.replace(',', ';') + "1;2;3;4;5;6\n", "WRONG_DELIMITER"),
        Arguments.of(
            "forex/oanda/minute/eurusd/20140501_quote.zip",
            "0;1;1;1;1;0;1;1;1;1;0\n",
            "WRONG_DELIMITER"),
        Arguments.of(
            "XY_1min.csv",
            "timestamp,open,high,low,close,volume\n2024-01-02 00:00:00,1,2,1,2,5\n",
            "UNKNOWN_NAME"),
        Arguments.of("XY_1min.csv", "timestamp_ms,open,close,high\n1,2,3,4\n", "MISSING_COLUMNS"),
        Arguments.of(
            "XY_1min.csv",
            "timestamp_ms,open,close,high,low,open\n1,2,3,4,5,6\n",
            "DUPLICATE_HEADER"),
        Arguments.of(
            "A_BTCUSD_1m_2023.csv",
            BINANCE + "2023-03-01 00:00:00+00:00,1,1,1,1,1\n2023-03-01 00:01:00,1,1,1,1,1\n",
            "MIXED_TIME_ZONES"),
        Arguments.of(
            "A_BTCUSD_1m_2023.csv",
            BINANCE + "2023-03-01 00:00:00+00:00,1,1,1,1,1\n2023-03-01 00:01:00+05:30,1,1,1,1,1\n",
            "MIXED_TIME_ZONES"),
        Arguments.of("empty.csv", "\n\n", "EMPTY"),
        Arguments.of("unknown.csv", "a,b,c\n1,2,3\n", "UNKNOWN_LAYOUT"),
        Arguments.of("tweets.jsonl", "{\"created_at\": \"2014\", \"text\": \"x\"}\n", "NO_TABLE"),
        Arguments.of("x_monthly.csv", "Date,Rate\n1953-04-01,2.83\n", "NO_TABLE"),
        Arguments.of(
            "KRAKEN.ws.1.0.txt.gz", "wss://ws.kraken.com <-> 1618678132.3\n", "ORDER_BOOK"),
        Arguments.of("B.http.0.0.txt.gz", "https://a/b?c -> 1: {}\n", "ORDER_BOOK"),
        Arguments.of("answer.json", "{\"a\":1}\n", "NOT_A_LAYOUT"),
        Arguments.of("one.csv", "x".repeat(70_000), "NO_LINES"),
        Arguments.of(
            "BTCUSD_1min_x.csv",
            BITFINEX + "not,a,bar,at,all,really\n".repeat(50),
            "WRONG_LAYOUT"));
  }

  @ParameterizedTest(name = "{2} {0}")
  @MethodSource("bad")
  void refusesWithTheReason(String name, String text, String code) {
    Samples.write(root, name, text);
    Samples.Read read = Samples.read(root);
    assertThat(read.batches()).isEmpty();
    assertThat(read.refusals()).singleElement().extracting("code").isEqualTo(code);
    assertThat(read.refusals().getFirst().fix()).isNotBlank();
  }

  private static String bars(int count) {
    StringBuilder out = new StringBuilder(BITFINEX);
    for (int i = 0; i < count; i++) {
      out.append(1_498_867_200_000L + i * 60_000L).append(",1,2,3,0.5,").append(i).append('\n');
    }
    return out.toString();
  }

  @Test
  void refusesATruncatedGzipWhole() throws IOException {
    cut("BTCUSD_1min_a.csv.gz");
  }

  @Test
  void refusesATruncatedZipWhole() throws IOException {
    cut("BTCUSD_1min_a.zip");
  }

  private void cut(String name) throws IOException {
    byte[] bytes = Samples.packed(name, bars(20_000).getBytes(StandardCharsets.UTF_8));
    Files.write(root.resolve(name), Arrays.copyOf(bytes, bytes.length - 100));
    Samples.Read read = Samples.read(root);
    assertThat(read.batches()).isEmpty();
    assertThat(read.refusals()).singleElement().extracting("code").isEqualTo("DAMAGED_ARCHIVE");
  }

  @Test
  void refusesADamagedChecksum() throws IOException {
    byte[] bytes = Samples.packed("a.gz", bars(2_000).getBytes(StandardCharsets.UTF_8));
    bytes[bytes.length - 6] ^= 0x55;
    Files.write(root.resolve("BTCUSD_1min_a.csv.gz"), bytes);
    assertThat(Samples.read(root).refusals())
        .singleElement()
        .extracting("code")
        .isEqualTo("DAMAGED_ARCHIVE");
  }

  @Test
  void refusesBinaryContent() throws IOException {
    byte[] noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    Files.write(root.resolve("BTCUSD_1min.csv"), noise);
    assertThat(Samples.read(root).refusals())
        .singleElement()
        .extracting("code")
        .isEqualTo("BINARY");
  }

  @Test
  void readsEveryEntryOfAZip() throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(root.resolve("all.zip")))) {
      for (String name : new String[] {"BTCUSD_1min.csv", "ETHUSD_1min.csv"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bars(3).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    Samples.Read read = Samples.read(root);
    assertThat(read.series()).containsExactly("bitfinex/BTCUSD/1m", "bitfinex/ETHUSD/1m");
  }

  @Test
  void badFieldsAreRejectsBesideGoodRows() {
    Samples.write(
        root,
        "BTCUSD_1min.csv",
        bars(40)
            + "1498877200000,NaN,2,3,0.5,1\n"
            + "1498877260000,1e30,2,3,0.5,1\n"
            + "1498877320000,x,2,3,0.5,1\n"
            + "1498877380000,,2,3,0.5,1\n"
            + "soon,1,2,3,0.5,1\n"
            + "1,2\n"
            + "\"1,2\n");
    Samples.Read read = Samples.read(root);
    assertThat(read.rows()).isEqualTo(40);
    assertThat(read.batches().getFirst().rejects())
        .extracting("reason")
        .containsExactly(
            RejectReason.NON_FINITE,
            RejectReason.DECIMAL_OVERFLOW,
            RejectReason.BAD_NUMBER,
            RejectReason.MISSING_FIELD,
            RejectReason.BAD_TIMESTAMP,
            RejectReason.MALFORMED,
            RejectReason.MALFORMED);
  }

  @Test
  void aVeryLongLineInTheMiddleIsOneReject() {
    Samples.write(root, "BTCUSD_1min.csv", bars(40) + "9".repeat(3_000_000) + "\n");
    Samples.Read read = Samples.read(root);
    assertThat(read.rows()).isEqualTo(40);
    assertThat(read.batches().stream().flatMap(b -> b.rejects().stream()))
        .singleElement()
        .satisfies(reject -> assertThat(reject.reason()).isEqualTo(RejectReason.TOO_LONG));
  }

  @Test
  void aMissingDirectoryIsAnError() {
    assertThatThrownBy(() -> Samples.read(root.resolve("nowhere")))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("No such file");
  }

  @Test
  void aMappingWithAnUnknownKeyIsAnError() {
    assertThatThrownBy(() -> MappingReader.read("name: a\nheadr: [x]\n", "my.yaml"))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("headr");
    assertThatThrownBy(() -> MappingReader.read("name: [", "my.yaml"))
        .isInstanceOf(TidemarkException.class);
    assertThatThrownBy(() -> MappingReader.read("name: a\nkind: candles\n", "my.yaml"))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("CANDLES".toLowerCase(Locale.ROOT));
  }
}
