package dev.tidemark.analysis.calibrate;

import dev.tidemark.core.pulse.PulseRow;
import dev.tidemark.core.random.PhiloxStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A bar of a higher timeframe read before it has closed: found by its label, as joins often do. */
record RunningHour(long seed) implements Mutant {
  private static final long HOUR = 3600;
  private static final long DELAY = 10;
  private static final int HOURS = 50;
  private static final int DECISIONS = 500;

  private interface Reader {
    Optional<PulseRow> latest(List<PulseRow> rows, long t);
  }

  @Override
  public MutantVerdict examine() {
    int real = leaks(PulseRow::asOf);
    int mutant =
        leaks(
            (rows, t) ->
                rows.stream()
                    .filter(row -> row.tClose() - HOUR <= t)
                    .max(Comparator.comparingLong(PulseRow::tClose)));
    return new MutantVerdict(
        "running_hour",
        "higher-timeframe bar read before its close",
        "rows published after T, replaced by others, change nothing that is read at T",
        mutant > 0,
        real > 0,
        "%d against %d of %d decisions changed".formatted(mutant, real, DECISIONS));
  }

  /** Decisions that would have been others, had the future been another. */
  private int leaks(Reader reader) {
    PhiloxStream stream = Shocks.stream(seed, 23, 0);
    List<PulseRow> rows = new ArrayList<>();
    for (int hour = 1; hour <= HOURS; hour++) {
      rows.add(row(hour * HOUR, stream.nextNormal()));
    }
    int leaks = 0;
    for (int i = 0; i < DECISIONS; i++) {
      long t = (long) (stream.nextUniform() * HOURS * HOUR);
      List<PulseRow> others =
          rows.stream()
              .map(row -> row.availableAt() <= t ? row : row(row.tClose(), row.macd() + 1))
              .toList();
      leaks += reader.latest(rows, t).equals(reader.latest(others, t)) ? 0 : 1;
    }
    return leaks;
  }

  private static PulseRow row(long close, double macd) {
    return new PulseRow(close, close + DELAY, 0, macd, 0.1, 60, 25, 30, 10);
  }
}
