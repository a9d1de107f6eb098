package dev.tidemark.ingest.simulator;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.ProviderInfo;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The provider {@code simulator}: bars of all stored timeframes, and trades and quotes of the days
 * that a model names. A selection without dates means the demo's five years. Rows carry the time
 * they were published; their data is marked as mock.
 */
public final class SimulatorProvider implements Provider {
  /** Real data of any provider wins against simulated data. */
  private static final int RANK = 1_000;

  private static final long NANOS = 1_000_000_000L;

  private final List<MarketModel> models;
  private final long seed;
  private final FaultPlan faults;
  private final ConcurrentMap<String, MarketSimulator> simulators = new ConcurrentHashMap<>();

  /**
   * A provider.
   *
   * @param models the instruments it knows
   * @param seed seed of the markets
   * @param faults what its feed does wrong
   */
  public SimulatorProvider(List<MarketModel> models, long seed, FaultPlan faults) {
    this.models = List.copyOf(models);
    this.seed = seed;
    this.faults = faults;
  }

  /** All named instruments with the demo's seed and a clean feed. */
  public static SimulatorProvider demo() {
    return new SimulatorProvider(DemoUniverse.all(), DemoUniverse.SEED, FaultPlan.NONE);
  }

  @Override
  public ProviderInfo info() {
    Set<AssetClass> classes = EnumSet.noneOf(AssetClass.class);
    models.forEach(model -> classes.add(model.assetClass()));
    return new ProviderInfo(
        SimulatedFeed.PROVIDER, RANK, classes, Timeframe.STORED, true, KnownTimeBasis.PROVIDER);
  }

  @Override
  public Listing list(Selection selection) {
    List<Source> sources = new ArrayList<>();
    for (MarketModel model : models) {
      if (selection.wantsAsset(model.symbol())) {
        add(feed(model, selection), selection, sources);
      }
    }
    List<Refusal> refusals = new ArrayList<>();
    for (String asset : selection.assets()) {
      if (models.stream().noneMatch(model -> model.symbol().equals(asset))) {
        refusals.add(unknown(asset));
      }
    }
    return new Listing(sources, refusals);
  }

  /** What the feed injects into the rows of a selection; computed from the seed, not by reading. */
  public FaultManifest manifest(Selection selection) {
    FaultManifest sum = new FaultManifest(0, Map.of());
    for (Source source : list(selection).sources()) {
      sum = sum.plus(((SimulatedSource) source).manifest());
    }
    return sum;
  }

  private void add(SimulatedFeed feed, Selection selection, List<Source> sources) {
    if (feed.simulator().sessions(feed.from(), feed.to()).isEmpty()) {
      return;
    }
    for (Timeframe timeframe : Timeframe.STORED) {
      if (selection.wants(SeriesType.bars(timeframe))) {
        sources.add(new BarSource(feed, timeframe));
      }
    }
    for (SeriesType type : List.of(SeriesType.TRADES, SeriesType.QUOTES)) {
      if (selection.wants(type)) {
        feed.simulator().model().tickDays().stream()
            .sorted()
            .filter(day -> !day.isBefore(feed.from()) && !day.isAfter(feed.to()))
            .filter(day -> !feed.simulator().sessions(day, day).isEmpty())
            .forEach(day -> sources.add(new TickSource(feed, type, day)));
      }
    }
  }

  private SimulatedFeed feed(MarketModel model, Selection selection) {
    MarketSimulator simulator =
        simulators.computeIfAbsent(
            model.symbol(),
            symbol -> new MarketSimulator(model, seed, SessionSource.of(model.calendar())));
    boolean openStart = selection.fromNanos() == Long.MIN_VALUE;
    boolean openEnd = selection.toNanos() == Long.MAX_VALUE;
    // A session may begin on the UTC day before its date and end on it: look one day further.
    LocalDate from = openStart ? DemoUniverse.FROM : date(selection.fromNanos());
    LocalDate to = openEnd ? DemoUniverse.TO : date(selection.toNanos()).plusDays(1);
    return new SimulatedFeed(
        simulator, faults, from, to, selection.fromNanos(), selection.toNanos());
  }

  private static LocalDate date(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS)).atZone(ZoneOffset.UTC).toLocalDate();
  }

  private Refusal unknown(String asset) {
    return new Refusal(
        SimulatedFeed.PROVIDER + ":" + asset,
        "UNKNOWN_INSTRUMENT",
        "the simulator has no such instrument",
        "use one of " + models.stream().map(MarketModel::symbol).toList());
  }
}
