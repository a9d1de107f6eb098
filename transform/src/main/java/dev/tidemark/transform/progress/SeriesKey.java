package dev.tidemark.transform.progress;

import dev.tidemark.core.time.Timeframe;
import java.util.Comparator;

/** One series of bars. Ordered like the silver tables: by the texts of instrument and timeframe. */
public record SeriesKey(String instrument, Timeframe timeframe) implements Comparable<SeriesKey> {
  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::instrument)
          .thenComparing(series -> series.timeframe().code());

  @Override
  public int compareTo(SeriesKey other) {
    return ORDER.compare(this, other);
  }
}
