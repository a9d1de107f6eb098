package dev.tidemark.app.smartdb.load;

import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.write.WriteResult;
import java.util.List;

/**
 * What a load did.
 *
 * @param series what was written, by series
 * @param rows as many as were read
 * @param skipped parts that were there already and were not read
 * @param badLines lines of a file that are no trades, now dead letters
 */
public record LoadSummary(List<SeriesResult> series, long rows, int skipped, long badLines) {

  public LoadSummary {
    series = List.copyOf(series);
  }

  /** One series. */
  public record SeriesResult(SeriesName name, Basis basis, WriteResult result) {}

  /** All series together. */
  public WriteResult total() {
    return series.stream().map(SeriesResult::result).reduce(WriteResult.NONE, WriteResult::plus);
  }
}
