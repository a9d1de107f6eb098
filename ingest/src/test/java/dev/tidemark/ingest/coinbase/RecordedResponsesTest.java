package dev.tidemark.ingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.http.DrivenTime;
import dev.tidemark.ingest.http.ScriptedServer;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers of the real venue, served locally; skipped where the recordings are not at hand. */
class RecordedResponsesTest {
  private static final Path RECORDINGS =
      Path.of(System.getProperty("project.root", "."))
          .resolve("../shared/data/open/fixtures/coinbase-exchange")
          .normalize();

  @Test
  void readsRecordedDays() throws IOException {
    RawBatch batch =
        serve("medallion_coinbase_candles.json", Timeframe.D1, 1_785_542_400L, 1_786_320_000L);
    assertThat(batch.rows()).isEqualTo(10);
    assertThat(batch.rejects()).isEmpty();
    int last = batch.rows() - 1;
    assertThat(batch.ordinals()[last]).isEqualTo(1_786_320_000L);
    assertThat(text(batch, RawColumn.LOW, last)).isEqualTo("63733.03");
    assertThat(text(batch, RawColumn.HIGH, last)).isEqualTo("65341.83");
    assertThat(text(batch, RawColumn.OPEN, last)).isEqualTo("64848.68");
    assertThat(text(batch, RawColumn.CLOSE, last)).isEqualTo("63911.88");
    assertThat(text(batch, RawColumn.VOLUME, last)).isEqualTo("6197.02944527");
  }

  @Test
  void readsRecordedMinutesWithTheirBinaryNoise() throws IOException {
    RawBatch batch =
        serve(
            "xchange/example-historical-candles.json",
            Timeframe.M1,
            1_517_443_200L,
            1_517_443_740L);
    assertThat(batch.rows()).isEqualTo(10);
    assertThat(text(batch, RawColumn.VOLUME, 8)).isEqualTo("4.72752152");
    assertThat(text(batch, RawColumn.VOLUME, 9)).isEqualTo("2.85107455");
    for (int i = 0; i < batch.rows(); i++) {
      assertThat(value(batch, RawColumn.LOW, i))
          .isLessThanOrEqualTo(value(batch, RawColumn.OPEN, i))
          .isLessThanOrEqualTo(value(batch, RawColumn.CLOSE, i));
      assertThat(value(batch, RawColumn.HIGH, i))
          .isGreaterThanOrEqualTo(value(batch, RawColumn.OPEN, i))
          .isGreaterThanOrEqualTo(value(batch, RawColumn.CLOSE, i));
    }
  }

  private static RawBatch serve(String file, Timeframe timeframe, long first, long last)
      throws IOException {
    Path recording = RECORDINGS.resolve(file);
    assumeThat(recording).as("recorded responses of the venue are not at hand").isRegularFile();
    String body = Files.readString(recording);
    DrivenTime time = new DrivenTime(Instant.ofEpochSecond(last + 10 * timeframe.seconds()));
    try (ScriptedServer server = new ScriptedServer().then(ScriptedServer.json(body));
        CoinbaseProvider provider =
            new CoinbaseProvider(
                server.uri(), CoinbaseProvider.standardPolicy(), time, time, () -> 0.5)) {
      Selection selection =
          new Selection(
              List.of("BTCUSD"),
              Set.of(SeriesType.bars(timeframe)),
              first * 1_000_000_000L,
              (last + timeframe.seconds()) * 1_000_000_000L);
      try (RawReader reader = provider.list(selection).sources().get(0).open()) {
        return Objects.requireNonNull(reader.next());
      }
    }
  }

  private static long value(RawBatch batch, RawColumn column, int row) {
    return Objects.requireNonNull(batch.column(column), column.name())[row];
  }

  private static String text(RawBatch batch, RawColumn column, int row) {
    return Decimals.toBigDecimal(value(batch, column, row), column.scale())
        .stripTrailingZeros()
        .toPlainString();
  }
}
