package dev.tidemark.analysis.report;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.time.BarInterval;
import dev.tidemark.core.time.SessionGrid;
import java.time.Instant;

/** When the flat bars of an analysis are. */
public final class BarTimes {
  private static final long NANOS = 1_000_000_000L;

  private final SessionBars bars;

  public BarTimes(SessionBars bars) {
    this.bars = bars;
  }

  /** Index of the session that holds the bar. */
  public int session(int bar) {
    int low = 0;
    int high = bars.sessions().size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (bars.offset(middle) <= bar) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  public Instant start(int bar) {
    return Instant.ofEpochSecond(Math.floorDiv(interval(bar).startNanos(), NANOS));
  }

  public Instant end(int bar) {
    return Instant.ofEpochSecond(Math.floorDiv(interval(bar).endNanos(), NANOS));
  }

  private BarInterval interval(int bar) {
    int session = session(bar);
    return SessionGrid.bar(
        bars.sessions().get(session), bars.interval(), bar - bars.offset(session));
  }
}
