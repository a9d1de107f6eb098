package dev.tidemark.transform;

import dev.tidemark.lake.TableName;
import java.time.Duration;

/**
 * What a build did.
 *
 * @param table the silver table
 * @param full whether everything was built anew, by wish or because it had to be
 * @param series series (instruments for the pulse) looked at
 * @param rowsRead rows read of the tables it is made from
 * @param rowsWritten rows in new files
 * @param lateRows new source rows known later after their close than the grace period
 * @param offGrid rows passed over because their label is not on the calendar's grid
 * @param version of the table afterwards, -1 when it does not exist
 * @param elapsed wall time
 */
public record BuildResult(
    TableName table,
    boolean full,
    long series,
    long rowsRead,
    long rowsWritten,
    long lateRows,
    long offGrid,
    long version,
    Duration elapsed) {

  /** Source rows per second of wall time. */
  public double rowsPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds > 0 ? rowsRead / seconds : 0;
  }
}
