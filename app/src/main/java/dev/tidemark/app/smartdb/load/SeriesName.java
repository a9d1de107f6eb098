package dev.tidemark.app.smartdb.load;

import java.util.Comparator;

/** An instrument as told by one source; written {@code SYMBOL@source}. */
public record SeriesName(String symbol, String source) implements Comparable<SeriesName> {
  private static final Comparator<SeriesName> ORDER =
      Comparator.comparing(SeriesName::symbol).thenComparing(SeriesName::source);

  @Override
  public int compareTo(SeriesName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return symbol + "@" + source;
  }
}
