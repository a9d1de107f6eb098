package dev.tidemark.analysis.calibrate;

import dev.tidemark.core.pit.AsOf;
import dev.tidemark.core.pit.Fact;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.time.BarInterval;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The label of a bar, its start, used as the time of the event: corrected history then shows the
 * close of a bar five minutes before it is made.
 */
record LabelAsEventTime(long seed) implements Mutant {
  private static final int QUESTIONS = 200;
  private static final String ENTITY = "SYNTH";

  @Override
  public MutantVerdict examine() {
    int real = leaks(BarInterval::endNanos);
    int mutant = leaks(BarInterval::startNanos);
    return new MutantVerdict(
        "label_as_event_time",
        "bar label used as event time",
        "an as-of question at t is not answered with a price made after t",
        mutant > 0,
        real > 0,
        "%d against %d of %d answers changed with the future".formatted(mutant, real, QUESTIONS));
  }

  private int leaks(ToLongFunction<BarInterval> eventTime) {
    Session session = SyntheticBars.sessions(1).getFirst();
    PhiloxStream stream = Shocks.stream(seed, 24, 0);
    double[] close = new double[SyntheticBars.BARS_PER_SESSION];
    double[] other = new double[close.length];
    for (int k = 0; k < close.length; k++) {
      close[k] = 100 + stream.nextNormal();
      other[k] = 200 + stream.nextNormal();
    }
    int leaks = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      long t = session.openNanos() + (long) (stream.nextUniform() * session.lengthNanos());
      List<Fact<Double>> seen = new ArrayList<>();
      List<Fact<Double>> changed = new ArrayList<>();
      for (int k = 0; k < close.length; k++) {
        BarInterval bar = SessionGrid.bar(session, SyntheticBars.INTERVAL, k);
        boolean made = bar.endNanos() <= t;
        seen.add(fact(bar, eventTime, close[k]));
        changed.add(fact(bar, eventTime, made ? close[k] : other[k]));
      }
      // Knowledge of today: history as corrected.
      long now = Long.MAX_VALUE;
      leaks +=
          AsOf.find(seen, ENTITY, t, now, AsOf.NO_TTL)
                  .equals(AsOf.find(changed, ENTITY, t, now, AsOf.NO_TTL))
              ? 0
              : 1;
    }
    return leaks;
  }

  private static Fact<Double> fact(
      BarInterval bar, ToLongFunction<BarInterval> eventTime, double close) {
    return new Fact<>(ENTITY, eventTime.applyAsLong(bar), bar.endNanos(), 0, false, close);
  }
}
