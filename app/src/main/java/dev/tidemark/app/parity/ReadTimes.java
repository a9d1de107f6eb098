package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.LogRecord;
import dev.tidemark.app.parity.log.SeriesLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Whole seconds at which a log is read as known: where records came, and where they did not. */
final class ReadTimes {
  private static final long SECOND = 1_000_000_000L;
  private static final int COUNT = 4;
  private static final int LONGEST_PAUSE = 90;

  private ReadTimes() {}

  static List<Long> of(SeriesLog log) {
    List<LogRecord> records = log.records();
    Random random = new Random(log.key().hashCode() * 0x9E3779B97F4A7C15L);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < COUNT && !records.isEmpty(); i++) {
      long known = records.get(random.nextInt(records.size())).knownNanos();
      times.add((Math.floorDiv(known, SECOND) + random.nextInt(LONGEST_PAUSE)) * SECOND);
    }
    return times;
  }
}
