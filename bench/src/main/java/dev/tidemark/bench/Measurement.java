package dev.tidemark.bench;

/**
 * One measured run.
 *
 * @param name what ran
 * @param rows rows processed, for the rate
 * @param wallSeconds elapsed time
 * @param cpuSeconds CPU time of the whole process meanwhile, native threads and collector included
 * @param peakHeapBytes highest sampled use of the Java heap, garbage not yet collected included
 */
public record Measurement(
    String name, long rows, double wallSeconds, double cpuSeconds, long peakHeapBytes) {

  /** The same run counted in other rows. */
  Measurement withRows(long counted) {
    return new Measurement(name, counted, wallSeconds, cpuSeconds, peakHeapBytes);
  }

  /** Rows per second of elapsed time. */
  public double rowsPerSecond() {
    return rows / wallSeconds;
  }
}
