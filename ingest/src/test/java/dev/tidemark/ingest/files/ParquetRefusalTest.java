package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.provider.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files that are refused as a whole. */
class ParquetRefusalTest {

  @TempDir Path root;

  private Refusal refusal(FilesProvider provider) {
    Samples.Read read = Samples.read(provider);
    assertThat(read.batches()).isEmpty();
    assertThat(read.refusals()).hasSize(1);
    return read.refusals().getFirst();
  }

  private Refusal refusal() {
    return refusal(FilesProvider.of(root));
  }

  @Test
  void missingColumnsAreNamed() {
    ParquetSamples.write(
        root,
        "BTCUSD_1m.parquet",
        "SELECT 1704724200 AS time, 1 AS open, 2 AS high, 1 AS low, 5 AS volume");
    Refusal refusal = refusal();
    assertThat(refusal.code()).isEqualTo("MISSING_COLUMNS");
    assertThat(refusal.why()).contains("[close]").contains("parquet-bars");
  }

  @Test
  void unknownColumnsAreNoLayout() {
    ParquetSamples.write(root, "x.parquet", "SELECT 1 AS a, 2 AS b");
    assertThat(refusal().code()).isEqualTo("UNKNOWN_LAYOUT");
  }

  @Test
  void barsWithoutAnIntervalAreRefused() {
    ParquetSamples.bars(root, "BTCUSD.parquet", ParquetSamples.INSTANT, "10");
    assertThat(refusal().code()).isEqualTo("UNKNOWN_INTERVAL");
  }

  @Test
  void barsOfAnIntervalWithoutTableAreRefused() {
    ParquetSamples.bars(root, "BTCUSD_30m.parquet", ParquetSamples.INSTANT, "10");
    assertThat(refusal().code()).isEqualTo("NO_TABLE");
  }

  @Test
  void barsOffTheGridAreRefused() {
    ParquetSamples.bars(root, "BTCUSD_1h.parquet", ParquetSamples.INSTANT, "10");
    assertThat(refusal().code()).isEqualTo("OFF_GRID");
  }

  @Test
  void noRowsAreRefused() {
    ParquetSamples.write(
        root, "BTCUSD.parquet", "SELECT 1 AS ts, 2 AS price, 3 AS size WHERE false");
    assertThat(refusal().code()).isEqualTo("NO_ROWS");
  }

  @Test
  void tooManyColumnsAreRefused() {
    StringBuilder select = new StringBuilder("SELECT 1 AS ts, 2 AS price, 3 AS size");
    for (int i = 0; i < 130; i++) {
      select.append(", ").append(i).append(" AS c").append(i);
    }
    ParquetSamples.write(root, "BTCUSD.parquet", select.toString());
    assertThat(refusal().code()).isEqualTo("TOO_MANY_COLUMNS");
  }

  @Test
  void aPresetOfAnotherFormatIsRefused() {
    ParquetSamples.bars(root, "BTCUSD_1m.parquet", ParquetSamples.INSTANT, "10");
    assertThat(refusal(FilesProvider.of(root, Layouts.presets(), "bitfinex-bars")).code())
        .isEqualTo("WRONG_FORMAT");
  }

  @Test
  void textIsNoParquet() {
    Samples.write(root, "BTCUSD_1m.csv", "timestamp,open,high,low,close,volume\n1,2,3,4,5,6\n");
    assertThat(refusal(FilesProvider.of(root, Layouts.presets(), "parquet-bars")).code())
        .isEqualTo("WRONG_FORMAT");
  }

  @Test
  void textWithTheNameOfParquetIsDamaged() {
    Samples.write(root, "BTCUSD_1m.parquet", "timestamp,open\n1,2\n");
    assertThat(refusal().code()).isEqualTo("DAMAGED_PARQUET");
  }

  @Test
  void anEmptyFileIsDamaged() {
    Samples.write(root, "BTCUSD_1m.parquet", "");
    assertThat(refusal().code()).isEqualTo("DAMAGED_PARQUET");
  }

  @Test
  void aFileThatWasCutOffIsDamaged() throws IOException {
    Path file = ParquetSamples.bars(root, "BTCUSD_1m.parquet", ParquetSamples.INSTANT, "10");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 50));
    Refusal refusal = refusal();
    assertThat(refusal.code()).isEqualTo("DAMAGED_PARQUET");
    assertThat(refusal.why()).contains("no row is stored").doesNotContain("\n");
  }

  @Test
  void aPageThatIsOverwrittenIsDamaged() throws IOException {
    Path file =
        ParquetSamples.write(
            root,
            "BTCUSD.parquet",
            "SELECT 1704724200000 + i AS ts, i AS price, 1 AS size, md5(i::VARCHAR) AS id"
                + " FROM range(100000) t(i)",
            ", COMPRESSION zstd");
    byte[] bytes = Files.readAllBytes(file);
    byte[] junk = "junk".repeat(500).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(junk, 0, bytes, bytes.length / 2, junk.length);
    Files.write(file, bytes);
    assertThat(refusal().code()).isEqualTo("DAMAGED_PARQUET");
  }
}
