package dev.tidemark.ingest.backfill;

import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Source;
import java.time.Duration;
import java.util.List;

/**
 * What a backfill would do.
 *
 * @param provider name of the provider
 * @param series estimates by series, in order of key
 * @param sources what will be read, in that order
 * @param refusals what will not be read, and why
 * @param rows estimated rows
 * @param bytes bytes to read
 * @param duration estimated time
 */
public record BackfillPlan(
    String provider,
    Selection selection,
    List<PlannedSeries> series,
    List<Source> sources,
    List<Refusal> refusals,
    long rows,
    long bytes,
    Duration duration) {

  public BackfillPlan {
    series = List.copyOf(series);
    sources = List.copyOf(sources);
    refusals = List.copyOf(refusals);
  }

  /**
   * Estimates of one series.
   *
   * @param sources number of files or requests
   * @param rows estimated rows; of a source that holds several series, for the first of them
   */
  public record PlannedSeries(
      String provider, String instrument, String type, int sources, long rows, long bytes) {}

  public boolean isEmpty() {
    return sources.isEmpty();
  }
}
