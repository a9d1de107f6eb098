package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Bootstrap;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.FalseDiscovery;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.NullPaths;
import dev.tidemark.analysis.params.SignalType;
import dev.tidemark.analysis.params.TradeSide;
import dev.tidemark.analysis.params.WalkForward;
import dev.tidemark.analysis.params.Windows;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Parameters of small analyses. Fields are set directly: a test names what it is about. */
public final class ParamsBuilder {
  public Timeframe interval = Timeframe.M15;
  public Windows windows =
      new Windows(60, Arrays.asList(DayOfWeek.values()).subList(0, 5), Windows.Mode.EACH_DAY);
  public SignalType signal = SignalType.ZSCORE;
  public List<GridConfig> grid = List.of(new GridConfig(10, 1.2, 0.25, null));
  public TradeSide side = TradeSide.BOTH;
  public int maxHoldingBars = 8;
  public boolean allowOvernight;
  public Costs costs = new Costs(Costs.Mode.BARS, 0.5, 5, 5, true);
  public WalkForward walkForward = new WalkForward(15, 10, 1, WalkForward.Mode.ROLLING, 3);
  public int minTrades = 5;
  public int minSessions = 8;
  public Bootstrap bootstrap = new Bootstrap(Bootstrap.Method.STATIONARY, 999, 50, null);
  public NullPaths nullPaths = new NullPaths(199, 10);
  public FalseDiscovery falseDiscovery = new FalseDiscovery(FalseDiscovery.Method.BH, 0.2);
  public long seed = 11;

  /** Any strategy: signal, configurations, sides, overnight or not. */
  public static ParamsBuilder random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ParamsBuilder params = new ParamsBuilder();
    params.signal = SignalType.values()[random.nextInt(3)];
    params.side = TradeSide.values()[random.nextInt(3)];
    params.maxHoldingBars = 1 + random.nextInt(30);
    params.allowOvernight = random.nextInt(3) == 0;
    params.grid =
        random
            .ints(1 + random.nextInt(3), 5, 40)
            .mapToObj(
                lookback -> {
                  double entry = 0.8 + 0.8 * random.nextDouble();
                  return new GridConfig(
                      lookback,
                      entry,
                      entry * (1.6 * random.nextDouble() - 0.8),
                      random.nextBoolean() ? null : entry * 1.4);
                })
            .toList();
    params.walkForward =
        new WalkForward(
            15,
            6 + random.nextInt(6),
            random.nextInt(3),
            random.nextBoolean() ? WalkForward.Mode.ROLLING : WalkForward.Mode.ANCHORED,
            2);
    params.seed = random.nextLong();
    return params;
  }

  public AnalysisParams build() {
    return new AnalysisParams(
        "TEST",
        interval,
        LocalDate.of(2024, 10, 14),
        LocalDate.of(2025, 12, 31),
        CalendarId.XNYS,
        windows,
        signal,
        grid,
        side,
        maxHoldingBars,
        allowOvernight,
        costs,
        walkForward,
        minTrades,
        minSessions,
        bootstrap,
        nullPaths,
        falseDiscovery,
        seed);
  }
}
