package dev.tidemark.ingest.simulator;

import dev.tidemark.core.time.Timeframe;
import java.time.LocalDate;
import java.util.List;

/**
 * The history of one simulated instrument. Thread-safe; every answer is a function of (model, seed)
 * and the dates asked for, and answers to overlapping questions agree exactly.
 */
public final class MarketSimulator {
  private record Chain(LocalDate to, List<SessionPlan> plans) {}

  private final MarketModel model;
  private final long seed;
  private final SessionSource calendar;
  private final SessionShapes shapes;
  private final DailyChain chain;
  private volatile Chain known;

  /**
   * A history.
   *
   * @param model the instrument
   * @param seed unsigned 64-bit seed; instruments of one universe share it
   * @param calendar sessions of the model's calendar
   */
  public MarketSimulator(MarketModel model, long seed, SessionSource calendar) {
    this.model = model;
    this.seed = seed;
    this.calendar = calendar;
    this.shapes = new SessionShapes(model);
    this.chain = new DailyChain(model, seed, shapes);
    this.known = new Chain(model.epoch().minusDays(1), List.of());
  }

  /** What is simulated. */
  public MarketModel model() {
    return model;
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  /** Bars of sessions with dates in {@code [from, toInclusive]}; empty before the epoch. */
  public SimulatedBars bars(Timeframe timeframe, LocalDate from, LocalDate toInclusive) {
    List<SessionPlan> plans = plans(from, toInclusive);
    SessionGenerator generator = generator();
    int expected = plans.isEmpty() ? 0 : generator.expectedBars(timeframe, plans);
    SimulatedBars out = new SimulatedBars(timeframe, expected);
    for (SessionPlan plan : plans) {
      generator.bars(plan, out);
    }
    return out;
  }

  /** Trades and quotes of one session; empty when the date is no session. */
  public SimulatedTicks ticks(LocalDate date) {
    List<SessionPlan> plans = plans(date, date);
    return plans.isEmpty() ? SimulatedTicks.EMPTY : generator().ticks(plans.get(0));
  }

  /** The sessions of the history with dates in {@code [from, toInclusive]}. */
  public List<SessionWindow> sessions(LocalDate from, LocalDate toInclusive) {
    return plans(from, toInclusive).stream().map(SessionPlan::window).toList();
  }

  /** The true regimes of these sessions. */
  public List<MarketRegimeState> regimes(LocalDate from, LocalDate toInclusive) {
    return plans(from, toInclusive).stream().map(SessionPlan::regime).toList();
  }

  /** A new workspace for one thread. */
  SessionGenerator generator() {
    return new SessionGenerator(model, seed, shapes);
  }

  List<SessionPlan> plans(LocalDate from, LocalDate toInclusive) {
    Chain current = known;
    if (toInclusive.isAfter(current.to())) {
      // Recomputed from the epoch: a day costs microseconds, and the prefix is the same. A year
      // ahead, so that walking through the days does not recompute it on each of them.
      LocalDate ahead = toInclusive.plusYears(1);
      current = new Chain(ahead, chain.plans(calendar.sessions(model.epoch(), ahead)));
      known = current;
    }
    return current.plans().stream()
        .filter(p -> !p.window().date().isBefore(from) && !p.window().date().isAfter(toInclusive))
        .toList();
  }
}
