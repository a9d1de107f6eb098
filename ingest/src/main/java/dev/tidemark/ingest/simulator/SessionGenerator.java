package dev.tidemark.ingest.simulator;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.time.Timeframe;
import java.util.List;

/** Generates the content of sessions. A workspace: one thread at a time. */
final class SessionGenerator {
  private final MarketModel model;
  private final long seed;
  private final SessionShapes shapes;
  private final SessionPath path = new SessionPath();
  private final MinuteBarWriter writer;
  private final TickWriter tickWriter;
  private final SimulatedBars minutes = new SimulatedBars(Timeframe.M1, 1440);

  SessionGenerator(MarketModel model, long seed, SessionShapes shapes) {
    this.model = model;
    this.seed = seed;
    this.shapes = shapes;
    this.writer = new MinuteBarWriter(model);
    this.tickWriter = new TickWriter(model);
  }

  /** Appends the session's bars of {@code out}'s timeframe. */
  void bars(SessionPlan plan, SimulatedBars out) {
    if (out.timeframe() == Timeframe.M1) {
      minutes(plan, out);
    } else if (out.timeframe().seconds() < Timeframe.M1.seconds()) {
      throw new IllegalArgumentException(
          "bars are made of minutes [timeframe=" + out.timeframe() + "]");
    } else {
      minutes.clear();
      minutes(plan, minutes);
      BarRollUp.session(minutes, 0, minutes.size(), plan.window(), out);
    }
  }

  /** Trades and quotes of a session. */
  SimulatedTicks ticks(SessionPlan plan) {
    SessionShape shape = walk(plan);
    return tickWriter.write(plan, shape, path, open(SubStream.TICKS, plan));
  }

  int expectedBars(Timeframe timeframe, List<SessionPlan> plans) {
    int bars = 0;
    for (SessionPlan plan : plans) {
      int perBar = Math.max(1, timeframe.seconds() / 60);
      bars += timeframe == Timeframe.D1 ? 1 : (plan.window().minutes() + perBar - 1) / perBar;
    }
    return bars;
  }

  private void minutes(SessionPlan plan, SimulatedBars out) {
    if (model.tickDays().contains(plan.window().date())) {
      TickRollUp.minutes(ticks(plan), plan.window(), out);
    } else {
      SessionShape shape = walk(plan);
      writer.write(plan, shape, path, out);
    }
  }

  private SessionShape walk(SessionPlan plan) {
    SessionShape shape = shapes.of(plan.window());
    path.generate(model, shape, plan, open(SubStream.MINUTES, plan));
    return shape;
  }

  private PhiloxStream open(SubStream sub, SessionPlan plan) {
    return sub.open(seed, model.streamId(), plan.window().date().toEpochDay());
  }
}
