package dev.tidemark.ingest.load;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.MemorySource;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.store.LocalTableStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the tests of loading share: a small lake, a series, and runs over sources made by hand. */
final class Lakes {

  static final long UNIT = 100_000_000L;
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  static final long DAY = nanos("2024-01-08T00:00:00Z");
  static final Instrument COIN =
      new Instrument("BTCUSD", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
  static final Series TRADES = new Series("venue", COIN, SeriesType.TRADES);
  static final Series QUOTES = new Series("venue", COIN, SeriesType.QUOTES);
  static final Series BARS = new Series("venue", COIN, SeriesType.bars(Timeframe.M1));

  private Lakes() {}

  static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  static TableStore store(Path root) {
    return LocalTableStore.open(LakeOptions.of(root, InstantSource.fixed(NOW)).withDurable(false));
  }

  static Source source(String name, RawBatch... batches) {
    return new MemorySource(name, List.of(batches), true);
  }

  static RawBatchBuilder trades() {
    return new RawBatchBuilder(TRADES, 8);
  }

  static RawBatchBuilder trade(RawBatchBuilder to, long ordinal, long second, long id, long price) {
    to.row(ordinal, DAY + second * 1_000_000_000L)
        .set(RawColumn.PRICE, price * UNIT)
        .set(RawColumn.SIZE, UNIT);
    return id < 0 ? to : to.tradeId(id);
  }

  static RawBatchBuilder quote(RawBatchBuilder to, long ordinal, long second, long bid) {
    return to.row(ordinal, DAY + second * 1_000_000_000L)
        .set(RawColumn.BID, bid * UNIT)
        .set(RawColumn.ASK, (bid + 1) * UNIT);
  }

  static RawBatchBuilder bar(RawBatchBuilder to, long ordinal, long minute, long close) {
    return to.row(ordinal, DAY + minute * 60_000_000_000L)
        .set(RawColumn.OPEN, close * UNIT)
        .set(RawColumn.HIGH, close * UNIT)
        .set(RawColumn.LOW, close * UNIT)
        .set(RawColumn.CLOSE, close * UNIT)
        .set(RawColumn.VOLUME, UNIT);
  }

  static List<SeriesOutcome> run(TableStore store, Source... sources) {
    return run(store, IngestOptions.DEFAULT, CrashPoints.NONE, sources);
  }

  static List<SeriesOutcome> run(
      TableStore store, IngestOptions options, CrashPoints points, Source... sources) {
    try (IngestRun run =
        new IngestRun(store, options, Selection.all(), false, "run", NOW, points)) {
      for (Source source : sources) {
        run.read(source);
      }
      run.flush();
      return run.outcomes();
    }
  }

  static List<Map<String, @Nullable Object>> rows(
      TableStore store, TableSpec spec, String... orderBy) {
    return store.open(spec.name()).latest().scan(ScanRequest.all().orderBy(orderBy)).rows();
  }

  /** The logical content of a table, in an order of its own. */
  static TreeSet<String> content(TableStore store, TableSpec spec) {
    TreeSet<String> out = new TreeSet<>();
    List<Map<String, @Nullable Object>> rows = rows(store, spec);
    rows.forEach(row -> out.add(row.toString()));
    if (out.size() != rows.size()) {
      throw new AssertionError("rows that are equal in every column: stored twice");
    }
    return out;
  }
}
