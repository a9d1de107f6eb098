package dev.tidemark.app.smartdb.load;

import java.time.LocalDate;

/**
 * What is loaded in one go.
 *
 * @param first its first day
 * @param rows as many as the lake holds of it
 * @param mock whether they are simulated
 */
record LakePart(
    LakeTable table, String symbol, String source, LocalDate first, long rows, boolean mock) {

  SeriesName series() {
    return new SeriesName(symbol, source);
  }
}
