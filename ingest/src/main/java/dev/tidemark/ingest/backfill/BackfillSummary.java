package dev.tidemark.ingest.backfill;

import dev.tidemark.ingest.load.SeriesOutcome;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RejectReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backfill did. Rows in = stored + dead letters + repeated, checked for every series before
 * a summary is made.
 *
 * @param ingestionId stored with every row
 * @param series outcomes in order of key
 * @param refusals sources not read, at planning or after a closer look
 * @param sources sources read
 * @param ignored records that are no market rows, not final, or outside the time asked for
 * @param commits commits to data tables
 * @param files data files written
 */
public record BackfillSummary(
    String ingestionId,
    String provider,
    List<SeriesOutcome> series,
    List<Refusal> refusals,
    int sources,
    long ignored,
    long commits,
    long files,
    Duration elapsed) {

  public BackfillSummary {
    series = List.copyOf(series);
    refusals = List.copyOf(refusals);
  }

  public long rowsIn() {
    return series.stream().mapToLong(SeriesOutcome::rowsIn).sum();
  }

  public long stored() {
    return series.stream().mapToLong(SeriesOutcome::stored).sum();
  }

  public long deadLetters() {
    return series.stream().mapToLong(SeriesOutcome::deadLetters).sum();
  }

  public long repeated() {
    return series.stream().mapToLong(SeriesOutcome::repeated).sum();
  }

  /** Dead letters by reason. */
  public Map<RejectReason, Long> rejects() {
    Map<RejectReason, Long> all = new TreeMap<>();
    for (SeriesOutcome outcome : series) {
      outcome.rejects().forEach((reason, count) -> all.merge(reason, count, Long::sum));
    }
    return all;
  }

  /** Rows in per second of wall time. */
  public long rowsPerSecond() {
    long millis = Math.max(1, elapsed.toMillis());
    return rowsIn() * 1_000 / millis;
  }
}
