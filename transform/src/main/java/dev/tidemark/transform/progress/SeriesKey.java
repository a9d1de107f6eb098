package dev.tidemark.transform.progress;

import dev.tidemark.core.time.Timeframe;
import java.util.Comparator;

/** One series of bars. In order of instrument, then length. */
public record SeriesKey(String instrument, Timeframe timeframe) implements Comparable<SeriesKey> {
  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::instrument).thenComparing(SeriesKey::timeframe);

  @Override
  public int compareTo(SeriesKey other) {
    return ORDER.compare(this, other);
  }
}
