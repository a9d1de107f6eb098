package dev.tidemark.transform.progress;

import dev.tidemark.core.time.Timeframe;
import java.util.Optional;

/**
 * Rows of one series that a commit added, changed or removed.
 *
 * @param from label of the first of these rows, microseconds
 * @param to label of the last one
 * @param known the earliest known time among the added and removed rows
 */
public record Change(SeriesKey series, long from, long to, long known) {

  /** One line; the instrument comes last because it may hold any character but a line break. */
  String encode() {
    return series.timeframe().code()
        + ' '
        + from
        + ' '
        + to
        + ' '
        + known
        + ' '
        + series.instrument();
  }

  static Optional<Change> decode(String line) {
    String[] parts = line.split(" ", 5);
    if (parts.length < 5) {
      return Optional.empty();
    }
    try {
      return Timeframe.find(parts[0])
          .map(
              timeframe ->
                  new Change(
                      new SeriesKey(parts[4], timeframe),
                      Long.parseLong(parts[1]),
                      Long.parseLong(parts[2]),
                      Long.parseLong(parts[3])));
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }
}
