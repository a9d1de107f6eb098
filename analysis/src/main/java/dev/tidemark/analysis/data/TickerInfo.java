package dev.tidemark.analysis.data;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.Timeframe;
import java.time.LocalDate;
import java.util.List;

/** What is stored of a ticker. */
public record TickerInfo(Instrument instrument, List<Coverage> coverage) {

  public TickerInfo {
    coverage = List.copyOf(coverage);
  }

  /**
   * The stored bars of one interval.
   *
   * @param first session date of the first bar
   * @param last session date of the last bar
   */
  public record Coverage(Timeframe interval, LocalDate first, LocalDate last, long bars) {}
}
