package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.backfill.BackfillService;
import dev.tidemark.ingest.backfill.BackfillSummary;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.lake.store.LocalTableStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which deliveries are of the same source, whatever was named and however the file is called. */
class SourceIdentityTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));
  private static final String TICKS = "forex/oanda/tick/xagusd/20140502_quote.zip";
  private static final long FIRST = 1_498_867_200_000L;

  @TempDir Path root;
  private TableStore store;
  private BackfillService service;

  @BeforeEach
  void open() {
    store = LocalTableStore.open(LakeOptions.of(root.resolve("lake"), CLOCK).withDurable(false));
    service = service(IngestOptions.DEFAULT);
  }

  private BackfillService service(IngestOptions options) {
    return new BackfillService(store, options, CLOCK, () -> 0, () -> "run", CrashPoints.NONE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private BackfillSummary run(Path path) {
    return service.run(FilesProvider.of(path), Selection.all());
  }

  private static String bars(int count, int close) {
    StringBuilder out = new StringBuilder("timestamp_ms,open,close,high,low,volume\n");
    for (int i = 0; i < count; i++) {
      out.append(FIRST + i * 60_000L).append(",10,").append(close).append(",20,9,1\n");
    }
    return out.toString();
  }

  private static String ticks(int count, String ask) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(i / 2 * 1000).append(",19.1,").append(ask).append('\n');
    }
    return out.toString();
  }

  private long barRows() {
    return store.open(Tables.bars(Timeframe.M1).name()).latest().rows();
  }

  private long quoteRows() {
    return store.open(Tables.RAW_QUOTES.name()).latest().rows();
  }

  @Test
  void aFileIsTheSameSourceFromEveryDirectoryAboveIt() throws IOException {
    Path data = root.resolve("data");
    Path file = Samples.write(data, TICKS, ticks(20, "19.2"));
    assertThat(run(data).stored()).isEqualTo(20);
    Path link = Files.createSymbolicLink(root.resolve("alias"), data);
    for (Path path :
        List.of(
            data,
            data.resolve("forex/oanda"),
            file.getParent(),
            file,
            data.resolve("forex/../forex/oanda"),
            link.resolve("forex"))) {
      BackfillSummary again = run(path);
      assertThat(again.repeated()).as("%s", path).isEqualTo(20);
      assertThat(again.stored()).isZero();
      assertThat(again.commits()).isZero();
    }
    assertThat(quoteRows()).isEqualTo(20);
  }

  @Test
  void oneNameInTwoDirectoriesIsTwoSources() {
    Samples.write(root.resolve("a"), "BTCUSD_1min.csv", bars(30, 11));
    Samples.write(root.resolve("b"), "BTCUSD_1min.csv", bars(30, 12));
    assertThat(run(root.resolve("a")).stored()).isEqualTo(30);
    assertThat(run(root.resolve("b")).stored()).isEqualTo(30);
    assertThat(barRows()).isEqualTo(60);
    assertThat(
            store
                .open(Tables.bars(Timeframe.M1).name())
                .latest()
                .scan(ScanRequest.all())
                .rows()
                .stream()
                .map(row -> String.valueOf(row.get("flags"))))
        .noneMatch(flags -> flags.contains("RESTATED"));
    assertThat(run(root.resolve("a")).repeated()).isEqualTo(30);
    assertThat(run(root.resolve("b")).repeated()).isEqualTo(30);
  }

  @Test
  void aFileReachedTwiceIsReadOnce() throws IOException {
    Path file = Samples.write(root.resolve("data"), TICKS, ticks(20, "19.2"));
    Path other = Files.createDirectories(file.resolveSibling("../xagusd-again"));
    Files.createSymbolicLink(other.resolve("20140502_quote.zip"), file);
    Files.createSymbolicLink(file.resolveSibling("1_of_no_layout.zip"), file);
    BackfillSummary summary = run(root.resolve("data"));
    assertThat(summary.rowsIn()).isEqualTo(20);
    assertThat(summary.refusals()).isEmpty();
    assertThat(summary.series())
        .singleElement()
        .satisfies(series -> assertThat(series.instrument()).isEqualTo("XAGUSD"));
  }

  @Test
  void aCopyUnderAnotherNameIsRepeatedDelivery() throws IOException {
    String text = bars(30, 11) + (FIRST + 30 * 60_000L) + ",10,11,9,12,1\nx,1,1,1,1,1\n";
    Path file = Samples.write(root.resolve("data"), "BTCUSD_1min.csv", text);
    BackfillSummary first = run(root.resolve("data"));
    assertThat(first.stored()).isEqualTo(30);
    assertThat(first.deadLetters()).isEqualTo(2);
    Samples.write(root.resolve("other"), "BTCUSD_1min_b.csv.gz", text);
    BackfillSummary copied = run(root.resolve("other"));
    assertThat(copied.stored()).isZero();
    assertThat(copied.repeated()).isEqualTo(32);
    assertThat(copied.commits()).isEqualTo(1);
    assertThat(run(root.resolve("other")).commits()).isZero();
    Path moved = Files.createDirectories(root.resolve("moved")).resolve("BTCUSD_1min.csv");
    Files.move(file, moved);
    assertThat(run(moved).repeated()).isEqualTo(32);
    Files.writeString(moved, text + (FIRST + 31 * 60_000L) + ",10,11,12,9,1\n");
    BackfillSummary grown = run(moved);
    assertThat(grown.repeated()).isEqualTo(32);
    assertThat(grown.stored()).isEqualTo(1);
    assertThat(new DeadLetterStore(store).list(DeadLetterStore.Filter.open(10))).hasSize(2);
    assertThat(barRows()).isEqualTo(31);
  }

  @Test
  void copiesBesideEachOtherAreStoredOnceInCommitsOfAnySize() {
    for (String day : List.of("a", "b", "c")) {
      Samples.write(root.resolve("data").resolve(day), TICKS, ticks(20, "19.2"));
    }
    service = service(new IngestOptions(7, 2, IngestOptions.DEFAULT.delays()));
    BackfillSummary first = run(root.resolve("data"));
    assertThat(first.stored()).isEqualTo(20);
    assertThat(first.repeated()).isEqualTo(40);
    BackfillSummary again = run(root.resolve("data"));
    assertThat(again.repeated()).isEqualTo(60);
    assertThat(again.commits()).isZero();
    assertThat(quoteRows()).isEqualTo(20);
  }

  @Test
  void anotherValueOrAnotherLengthIsAnotherContent() {
    Samples.write(root.resolve("a"), TICKS, ticks(20, "19.2"));
    Samples.write(root.resolve("b"), TICKS, ticks(20, "19.3"));
    Samples.write(root.resolve("c"), TICKS, ticks(18, "19.2"));
    assertThat(run(root.resolve("a")).stored()).isEqualTo(20);
    assertThat(run(root.resolve("b")).stored()).isEqualTo(20);
    assertThat(run(root.resolve("c")).stored()).isEqualTo(18);
  }

  @Test
  void aCopyIsKnownWhenOnlySomeTimesOfItAreWanted() {
    Samples.write(root.resolve("a"), TICKS, ticks(20, "19.2"));
    Samples.write(root.resolve("b"), TICKS, ticks(20, "19.2"));
    run(root.resolve("a"));
    long day = Instant.parse("2014-05-02T00:00:00Z").getEpochSecond() * 1_000_000_000L;
    Selection all = new Selection(List.of(), Set.of(), day - day / 100, day + day / 100);
    BackfillSummary part = service.run(FilesProvider.of(root.resolve("b")), all);
    assertThat(part.repeated()).isEqualTo(20);
    assertThat(run(root.resolve("b")).repeated()).isEqualTo(20);
    assertThat(quoteRows()).isEqualTo(20);
  }

  @Test
  void archiveEntriesThatClimbOrComeTwiceAreRefused() throws IOException {
    Path zip = root.resolve("data").resolve("BTCUSD_1min.zip");
    Files.createDirectories(zip.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("a/BTCUSD_1min.csv", "a/../../BTCUSD_1min.csv")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(bars(30, 11).getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    BackfillSummary summary = run(root.resolve("data"));
    assertThat(summary.rowsIn()).isZero();
    assertThat(summary.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.code()).isEqualTo("AMBIGUOUS_ENTRY");
              assertThat(refusal.source()).isEqualTo("BTCUSD_1min.zip");
            });
  }
}
