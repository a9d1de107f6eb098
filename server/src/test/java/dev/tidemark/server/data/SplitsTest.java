package dev.tidemark.server.data;

import static dev.tidemark.server.data.TestLake.bar;
import static dev.tidemark.server.data.TestLake.bars;
import static dev.tidemark.server.data.TestLake.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prices of 300 until Monday, of 100 from Tuesday: a split of 3:1 on Tuesday, 6 August 2024. */
class SplitsTest {
  private static final String LATER = "2026-01-01T00:00:00Z";
  private static final String ANNOUNCED = "2024-07-15T12:00:00Z";

  @TempDir private Path root;
  private TestLake lake;

  @BeforeEach
  void open() {
    lake = new TestLake(root);
    RawBatchBuilder to = bars(Timeframe.H1);
    bar(to, "2024-08-05T13:30:00Z", 300, 10, "2024-08-05T14:30:10Z");
    bar(to, "2024-08-05T19:30:00Z", 301, 20, "2024-08-05T20:00:10Z");
    bar(to, "2024-08-06T13:30:00Z", 100, 30, "2024-08-06T14:30:10Z");
    lake.deliver(to.build());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private SessionBars read(String end, String asKnown) {
    return lake.data.bars(request(Timeframe.H1, "2024-08-05", end, asKnown));
  }

  private SessionBars read() {
    return read("2024-08-06", LATER);
  }

  @Test
  void pricesBeforeASplitAreDividedAndVolumesMultiplied() {
    lake.split("2024-08-06", "3", ANNOUNCED);
    SessionBars bars = read();
    assertThat(bars.open()[0]).isEqualTo(100);
    assertThat(bars.volume()[0]).isEqualTo(30);
    assertThat(bars.close()[6]).as("302 / 3, to eight digits").isEqualTo(100.66666667);
    assertThat(bars.vwap()[6])
        .as("301.666666666667 / 3, to twelve digits")
        .isEqualTo(100.555555555556);
    assertThat(bars.open()[7]).isEqualTo(100);
    assertThat(bars.volume()[7]).isEqualTo(30);
  }

  @Test
  void aSplitCountsFromWhenItWasKnown() {
    String known = read().dataHash();
    lake.split("2024-08-06", "3", "2024-08-09T12:00:00Z");
    assertThat(read("2024-08-06", "2024-08-09T11:59:59Z").open()[0]).isEqualTo(300);
    assertThat(read("2024-08-06", "2024-08-09T11:59:59Z").dataHash()).isEqualTo(known);
    assertThat(read("2024-08-06", "2024-08-09T12:00:00Z").open()[0]).isEqualTo(100);
  }

  @Test
  void aSplitAfterTheHorizonChangesNothing() {
    lake.split("2024-08-06", "3", ANNOUNCED);
    assertThat(read("2024-08-05", LATER).open()[0]).isEqualTo(300);
  }

  @Test
  void splitsMultiplyAndAreAppliedOnceWhoeverReportsThem() {
    lake.split("2024-08-06", "3", ANNOUNCED);
    lake.split("vendor", "2024-08-06", "3", ANNOUNCED);
    lake.split("2024-08-07", "0.5", ANNOUNCED);
    SessionBars bars = read("2024-08-07", LATER);
    assertThat(bars.open()[0]).as("300 / (3 * 0.5)").isEqualTo(200);
    assertThat(bars.open()[7]).as("100 / 0.5").isEqualTo(200);
  }

  @Test
  void aLaterStatementReplacesAnEarlierOneAndARatioOfOneTakesItBack() {
    lake.split("2024-08-06", "2", ANNOUNCED);
    lake.split("2024-08-06", "3", "2024-07-16T12:00:00Z");
    assertThat(read().open()[0]).isEqualTo(100);
    lake.split("2024-08-06", "1", "2024-07-17T12:00:00Z");
    assertThat(read().open()[0]).isEqualTo(300);
    assertThat(read("2024-08-06", "2024-07-16T13:00:00Z").present()).isZero();
  }
}
