package dev.tidemark.ingest.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.ingest.files.FilesProvider;
import dev.tidemark.ingest.files.Layouts;
import dev.tidemark.ingest.files.ParquetSamples;
import dev.tidemark.ingest.files.RecordReplay;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.replay.ReplayService;
import dev.tidemark.ingest.replay.ReplaySummary;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.lake.store.LocalTableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillServiceTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));

  @TempDir Path root;
  private TableStore store;
  private BackfillService service;

  @BeforeEach
  void open() {
    store = LocalTableStore.open(LakeOptions.of(root.resolve("lake"), CLOCK).withDurable(false));
    service =
        new BackfillService(
            store, IngestOptions.DEFAULT, CLOCK, () -> 0, () -> "run", CrashPoints.NONE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private FilesProvider files(String name, String text) throws IOException {
    Path data = Files.createDirectories(root.resolve("data"));
    Files.writeString(data.resolve(name), text);
    return FilesProvider.of(data);
  }

  private static String bars(String... extra) {
    StringBuilder out = new StringBuilder("timestamp_ms,open,close,high,low,volume\n");
    for (int i = 0; i < 30; i++) {
      out.append(1_498_867_200_000L + i * 60_000L).append(",10,11,12,9,").append(i).append('\n');
    }
    for (String line : extra) {
      out.append(line).append('\n');
    }
    return out.toString();
  }

  @Test
  void planNamesSeriesWithEstimatesAndWritesNothing() throws IOException {
    BackfillPlan plan = service.plan(files("BTCUSD_1min.csv", bars()), Selection.all());
    assertThat(plan.series())
        .singleElement()
        .satisfies(
            series -> {
              assertThat(series.instrument()).isEqualTo("BTCUSD");
              assertThat(series.rows()).isBetween(20L, 45L);
            });
    assertThat(store.list()).isEmpty();
  }

  @Test
  void summaryReconcilesAndSaysWhatHappened() throws IOException {
    FilesProvider files =
        files("BTCUSD_1min.csv", bars("1498877200000,10,11,9,12,1", "x,1,1,1,1,1"));
    BackfillSummary summary = service.run(files, Selection.all());
    assertThat(summary.rowsIn()).isEqualTo(32);
    assertThat(summary.stored()).isEqualTo(30);
    assertThat(summary.rejects())
        .containsEntry(RejectReason.OHLC_INCONSISTENT, 1L)
        .containsEntry(RejectReason.BAD_TIMESTAMP, 1L);
    assertThat(summary.commits()).isEqualTo(1);
    BackfillSummary again = service.run(files, Selection.all());
    assertThat(again.repeated()).isEqualTo(32);
    assertThat(again.commits()).isZero();
  }

  @Test
  void parquetReconcilesIsNotStoredTwiceAndItsDeadLettersReplay() {
    String select =
        "SELECT TIMESTAMP '2024-01-08 00:00:00' + INTERVAL 1 MINUTE * i AS time, 10.5 AS open,"
            + " 12::DOUBLE AS high, 9 AS low, CASE WHEN i = 7 THEN 'nan'::DOUBLE ELSE 11 END AS"
            + " close, 2 AS volume FROM range(%d) t(i)";
    Path data = root.resolve("data");
    ParquetSamples.write(data, "BTCUSD_1m.parquet", select.formatted(100));
    BackfillSummary summary = service.run(FilesProvider.of(data), Selection.all());
    assertThat(summary.rowsIn()).isEqualTo(100);
    assertThat(summary.stored()).isEqualTo(99);
    assertThat(summary.rejects()).containsEntry(RejectReason.NON_FINITE, 1L);
    BackfillSummary again = service.run(FilesProvider.of(data), Selection.all());
    assertThat(again.repeated()).isEqualTo(100);
    assertThat(again.commits()).isZero();

    ParquetSamples.write(data, "BTCUSD_1m.parquet", select.formatted(130));
    BackfillSummary grown = service.run(FilesProvider.of(data), Selection.all());
    assertThat(grown.stored()).isEqualTo(30);
    assertThat(grown.repeated()).isEqualTo(100);

    DeadLetter letter = new DeadLetterStore(store).list(DeadLetterStore.Filter.open(10)).getFirst();
    String corrected = letter.payload().replace("\"NaN\"", "11");
    assertThat(replay().replay(letter.id(), corrected).replayed()).isEqualTo(1);
    assertThat(store.open(Tables.bars(Timeframe.M1).name()).latest().rows()).isEqualTo(130);
  }

  @Test
  void selectionByTimeStoresItsPartAndTheRestLater() throws IOException {
    FilesProvider files = files("BTCUSD_1min.csv", bars());
    long from = 1_498_867_200_000_000_000L;
    Selection first = new Selection(List.of(), Set.of(), from, from + 600_000_000_000L);
    assertThat(service.run(files, first).stored()).isEqualTo(10);
    assertThat(service.run(files, Selection.all()).stored()).isEqualTo(20);
    assertThat(service.run(files, Selection.all()).stored()).isZero();
  }

  @Test
  void selectionByAssetAndTypeLeavesOthersOut() throws IOException {
    FilesProvider files = files("BTCUSD_1min.csv", bars());
    Selection other = new Selection(List.of("ETHUSD"), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(service.plan(files, other).isEmpty()).isTrue();
    Selection hours =
        new Selection(
            List.of(), Set.of(SeriesType.bars(Timeframe.H1)), Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(service.plan(files, hours).isEmpty()).isTrue();
  }

  private ReplayService replay() {
    return new ReplayService(
        store, new RecordReplay(Layouts.presets()), IngestOptions.DEFAULT, CLOCK, () -> "replay");
  }

  @Test
  void aCorrectedPayloadIsStoredAtItsPositionOnce() throws IOException {
    service.run(files("BTCUSD_1min.csv", bars("1498869000000,10,11,9,12,1")), Selection.all());
    DeadLetterStore letters = new DeadLetterStore(store);
    DeadLetter letter = letters.list(DeadLetterStore.Filter.open(10)).getFirst();
    assertThat(letter.reason()).isEqualTo(RejectReason.OHLC_INCONSISTENT);
    assertThat(letter.payload()).isEqualTo("1498869000000,10,11,9,12,1");
    ReplaySummary done = replay().replay(letter.id(), "1498869000000,10,11,12,9,1");
    assertThat(done.replayed()).isEqualTo(1);
    assertThat(done.stored()).isEqualTo(1);
    assertThat(letters.get(letter.id()).status()).isEqualTo(DeadLetter.Status.REPLAYED);
    assertThat(store.open(Tables.bars(Timeframe.M1).name()).latest().rows()).isEqualTo(31);
  }

  @Test
  void aReplayThatFailsAgainStaysOpen() throws IOException {
    service.run(files("BTCUSD_1min.csv", bars("1498869000000,10,11,9,12,1")), Selection.all());
    ReplaySummary done = replay().replay(DeadLetterStore.Filter.open(10));
    assertThat(done.rejected()).isEqualTo(1);
    DeadLetter letter = new DeadLetterStore(store).list(DeadLetterStore.Filter.open(10)).getFirst();
    assertThat(letter.attempts()).isEqualTo(1);
  }

  @Test
  void aDiscardedLetterIsNoLongerOpen() throws IOException {
    service.run(files("BTCUSD_1min.csv", bars("x,1,1,1,1,1")), Selection.all());
    DeadLetterStore letters = new DeadLetterStore(store);
    String id = letters.list(DeadLetterStore.Filter.open(1)).getFirst().id();
    replay().discard(id);
    assertThat(letters.list(DeadLetterStore.Filter.open(1))).isEmpty();
  }

  /** Real recordings beside the project, where they are; never copied into it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "open/lean/crypto",
        "open/lean/forex/oanda/minute",
        "open/lean/forex/fxcm/minute",
        "open/bars-dukascopy",
        "open/corporate-actions-yfinance",
        "open/ws-cryptofeed",
        "open/ws-binance",
        "open/macro",
        "test-only/bars-ibkr-5m",
        "test-only/lgpl-nautilus",
        "test-only/quotes-polygon-fx"
      })
  void realFilesReconcileAndRepeat(String part) {
    Path data =
        Path.of(System.getProperty("project.root", "."), "..", "shared", "data").resolve(part);
    assumeThat(data).as("recorded market data beside the project").exists();
    FilesProvider files = FilesProvider.of(data);
    BackfillSummary first = service.run(files, Selection.all());
    assertThat(first.stored()).isPositive();
    assertThat(first.rowsIn()).isEqualTo(first.stored() + first.deadLetters() + first.repeated());
    BackfillSummary second = service.run(files, Selection.all());
    assertThat(second.rowsIn()).isEqualTo(first.rowsIn());
    assertThat(second.repeated()).isEqualTo(second.rowsIn());
  }
}
