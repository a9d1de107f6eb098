package dev.tidemark.app.command.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that need neither broker nor database, and files of every kind. */
class ParityCommandTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("project.root"), "golden/src/main/golden");
  private static final String ENGINES = "batch,replay,point_in_time";

  @TempDir private Path directory;

  private CliHarness cli;

  @BeforeEach
  void create() {
    cli = new CliHarness(directory);
  }

  @Test
  void goldenLogsAreEqualInEveryEngine() {
    Outcome outcome =
        cli.run(
            "parity",
            "--log",
            GOLDEN.resolve("04_bars_from_trades.json").toString(),
            "--log",
            GOLDEN.resolve("19_cep.json").toString(),
            "--seeds",
            "3",
            "--engines",
            ENGINES,
            "--json");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    var features = outcome.json().get("features");
    for (String feature : new String[] {"ohlc_1s", "ohlc_1m", "large_trade_alert"}) {
      assertThat(features.get(feature).get("replay").get("equal").asLong())
          .as(feature)
          .isPositive();
    }
    assertThat(outcome.json().get("series").asInt()).isEqualTo(9);
    assertThat(outcome.json().get("different").asLong()).isZero();
  }

  @Test
  void csvOfTradesIsALog() throws IOException {
    StringBuilder text = new StringBuilder("symbol,ts,price,size,trade_id\n");
    for (int i = 0; i < 300; i++) {
      text.append("BTCUSD,").append(1_710_000_000_000_000_000L + i * 700_000_000L);
      text.append(",100.").append(i % 90 + 10).append(",2,t").append(i).append('\n');
    }
    text.append("BTCUSD,never,1,1,x\n");
    Path file = directory.resolve("trades.csv.gz");
    Files.write(file, gzip(text.toString()));
    Outcome outcome = run(file);
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out()).contains("csv/BTCUSD (CRYPTO_24X7): 300 records").contains("ohlc_1m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"trades\": 7}",
        "{\"trades\": [{}]}",
        "{\"trades\": [{\"ts\": 1710000000000000000, \"price\": \"NaN\", \"size\": \"1\"}]}",
        "{\"trades\": [{\"ts\": 1710000000000000000, \"price\": \"1\", \"size\": \"-1\"}]}",
        "{\"trades\": [{\"ts\": -5, \"price\": \"1\", \"size\": \"1\"}]}",
        "{\"trades\": [{\"ts\": 1e400, \"price\": \"1\", \"size\": \"1\"}]}",
        "{\"trades\": [[[[[[]]]]]]}",
        "{\"cases\": [{\"name\": 3, \"quotes\": [null]}]}",
        "{\"cases\": [{\"calendar\": \"MARS\", \"quotes\":"
            + " [{\"ts\": 1710000000000000000, \"bid\": 1, \"ask\": 2}]}]}",
      })
  void brokenJsonIsRefusedWithAReason(String text) throws IOException {
    refused("broken.json", text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "symbol,ts,price,size",
        "symbol,ts,price,size\nBTCUSD,1,2\n",
        "symbol,ts,colour\n",
        "symbol,ts,price,size\n\u0000\u0001,2,3,4\n",
        "one line of prose",
        "1723161253937085768 {\"stream\":\"x@trade\",\"data\":{}}",
      })
  void filesWithoutTradesAreRefusedWithAReason(String text) throws IOException {
    refused("broken.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bytesThatAreNothingAreRefused() throws IOException {
    byte[] noise = new byte[70_000];
    new java.util.Random(7).nextBytes(noise);
    refused("noise.bin", noise);
    refused("noise.jsonl.gz", noise);
    byte[] cut = gzip("symbol,ts,price,size\nBTCUSD,1710000000000000000,1,1\n".repeat(500));
    refused("cut.csv.gz", java.util.Arrays.copyOf(cut, cut.length / 2));
  }

  @Test
  void fileThatIsNotThereIsSaid() {
    Outcome outcome = run(directory.resolve("absent.json"));
    assertThat(outcome.exitCode()).isGreaterThan(1);
    assertThat(outcome.err()).contains("no such file");
  }

  private void refused(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, content);
    Outcome outcome = run(file);
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isBetween(2, 4);
    assertThat(outcome.err()).isNotBlank().doesNotContain("defect").doesNotContain("\tat ");
  }

  private Outcome run(Path file) {
    return cli.run("parity", "--log", file.toString(), "--seeds", "2", "--engines", ENGINES);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
