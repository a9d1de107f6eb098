package dev.tidemark.server.data;

import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.backfill.BackfillListener;
import dev.tidemark.ingest.backfill.BackfillService;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.provider.ActionKind;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.MemorySource;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.ProviderInfo;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.store.LocalTableStore;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.SilverBuild;
import dev.tidemark.transform.SilverConfig;
import dev.tidemark.transform.unify.ProviderRanks;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** A lake filled by hand: bars, quotes and splits of one share, delivered when the test says. */
final class TestLake implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  static final Instrument SHARE =
      new Instrument("ACME", AssetClass.EQUITY, CalendarId.XNYS, new BigDecimal("0.01"), false);
  private static final long PRICE = 100_000_000L;

  final TableStore store;
  final LakeMarketData data;
  private int deliveries;
  private int builds;

  TestLake(Path root) {
    store = LocalTableStore.open(LakeOptions.of(root, fixed()).withDurable(false));
    data = new LakeMarketData(store, SilverUpkeep.building(store, this::unify), ranks());
  }

  static InstantSource fixed() {
    return InstantSource.fixed(NOW);
  }

  static ProviderRanks ranks() {
    return ProviderRanks.of();
  }

  void unify() {
    builds++;
    new SilverBuild(store, SilverConfig.DEFAULTS, fixed()).unify(BuildMode.INCREMENTAL);
  }

  /** How often silver was built. */
  int builds() {
    return builds;
  }

  static RawBatchBuilder bars(Timeframe interval) {
    return new RawBatchBuilder(new Series("venue", SHARE, SeriesType.bars(interval)), 8);
  }

  static RawBatchBuilder quotes(String provider) {
    return new RawBatchBuilder(new Series(provider, SHARE, SeriesType.QUOTES), 8);
  }

  /** A bar whose four prices differ: open, two above, one below, one above. */
  static RawBatchBuilder bar(
      RawBatchBuilder to, String label, double price, long volume, String known) {
    return to.row(to.rows() + 1, nanos(label))
        .set(RawColumn.OPEN, scaled(price))
        .set(RawColumn.HIGH, scaled(price + 2))
        .set(RawColumn.LOW, scaled(price - 1))
        .set(RawColumn.CLOSE, scaled(price + 1))
        .set(RawColumn.VOLUME, volume * PRICE)
        .known(nanos(known), KnownTimeBasis.PROVIDER);
  }

  static RawBatchBuilder quote(RawBatchBuilder to, String time, double bid, double ask) {
    return to.row(to.rows() + 1, nanos(time))
        .set(RawColumn.BID, scaled(bid))
        .set(RawColumn.ASK, scaled(ask));
  }

  void split(String date, String ratio, String known) {
    split("venue", date, ratio, known);
  }

  /** A split at the open of a day's session in New York's summer. */
  void split(String provider, String date, String ratio, String known) {
    RawBatchBuilder to =
        new RawBatchBuilder(new Series(provider, SHARE, SeriesType.CORPORATE_ACTIONS), 1);
    to.row(1, nanos(date + "T13:30:00Z"))
        .set(RawColumn.ACTION, ActionKind.SPLIT.ordinal())
        .set(RawColumn.VALUE, new BigDecimal(ratio).movePointRight(12).longValueExact())
        .known(nanos(known), KnownTimeBasis.PROVIDER);
    deliver(to.build());
  }

  void deliver(RawBatch... batches) {
    String name = "delivery-" + ++deliveries;
    load(
        new Provider() {
          @Override
          public ProviderInfo info() {
            return new ProviderInfo(
                "venue",
                0,
                Set.of(AssetClass.values()),
                Timeframe.STORED,
                true,
                KnownTimeBasis.PROVIDER);
          }

          @Override
          public Listing list(Selection selection) {
            return new Listing(List.of(new MemorySource(name, List.of(batches), true)), List.of());
          }

          @Override
          public void close() {}
        },
        Selection.all());
  }

  void load(Provider provider, Selection selection) {
    BackfillService service =
        new BackfillService(
            store,
            IngestOptions.DEFAULT,
            fixed(),
            () -> 0L,
            () -> "run-" + deliveries,
            CrashPoints.NONE);
    service.run(provider, service.plan(provider, selection), BackfillListener.NONE);
  }

  static BarsRequest request(Timeframe interval, String start, String end, String asKnown) {
    return new BarsRequest(
        SHARE.symbol(),
        interval,
        CalendarId.XNYS,
        LocalDate.parse(start),
        LocalDate.parse(end),
        Instant.parse(asKnown));
  }

  static long nanos(String instant) {
    Instant at = Instant.parse(instant);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  private static long scaled(double price) {
    return Math.round(price * PRICE);
  }

  @Override
  public void close() {
    store.close();
  }
}
