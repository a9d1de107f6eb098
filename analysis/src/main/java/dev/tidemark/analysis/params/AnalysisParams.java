package dev.tidemark.analysis.params;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All parameters of one analysis, defaults filled in. Bounds are checked where requests are read,
 * not here: reference vectors run the engine below the bounds of the API.
 *
 * @param start first session date, inclusive
 * @param end last session date, inclusive
 * @param seed unsigned; null until derived from the other parameters and the data (spec §4.6)
 */
public record AnalysisParams(
    String ticker,
    Timeframe interval,
    LocalDate start,
    LocalDate end,
    CalendarId calendar,
    Windows windows,
    SignalType signal,
    List<GridConfig> grid,
    TradeSide side,
    int maxHoldingBars,
    boolean allowOvernight,
    Costs costs,
    WalkForward walkForward,
    int minTrades,
    int minSessions,
    Bootstrap bootstrap,
    NullPaths nullPaths,
    FalseDiscovery falseDiscovery,
    @Nullable Long seed) {

  public AnalysisParams {
    grid = List.copyOf(grid);
  }

  public AnalysisParams withSeed(@Nullable Long value) {
    return new AnalysisParams(
        ticker,
        interval,
        start,
        end,
        calendar,
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
        value);
  }
}
