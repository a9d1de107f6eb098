package dev.tidemark.analysis.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds jumps between sessions that look like splits nobody recorded: the first price of a session
 * is near 1/n or n times the last one before, n = 2 to 20, or as 2 to 3. Prices that are not
 * adjusted show returns that nobody earned.
 */
public final class SuspectedSplits {
  /** Largest distance of the ratio from the suspected one; real splits come with real returns. */
  private static final double TOLERANCE = 0.05;

  private static final int MOST = 20;

  private SuspectedSplits() {}

  /**
   * A jump.
   *
   * @param date of the session that opens at the new price
   * @param ratio new shares per old one that would explain it
   * @param jump first price of the session over the last one before
   */
  public record Suspicion(LocalDate date, String ratio, double jump) {}

  /** Oldest first. */
  public static List<Suspicion> of(SessionBars bars) {
    List<Suspicion> found = new ArrayList<>();
    double last = Double.NaN;
    for (int s = 0; s < bars.sessions().size(); s++) {
      boolean first = true;
      for (int t = bars.offset(s); t < bars.offset(s + 1); t++) {
        if (Double.isNaN(bars.close()[t])) {
          continue;
        }
        if (first) {
          double jump = bars.open()[t] / last;
          String ratio = ratio(jump);
          if (!ratio.isEmpty()) {
            found.add(new Suspicion(bars.sessions().get(s).date(), ratio, jump));
          }
          first = false;
        }
        last = bars.close()[t];
      }
    }
    return found;
  }

  private static String ratio(double jump) {
    for (int n = 2; n <= MOST; n++) {
      if (near(jump * n)) {
        return n + ":1";
      }
      if (near(jump / n)) {
        return "1:" + n;
      }
    }
    return near(jump * 1.5) ? "3:2" : "";
  }

  private static boolean near(double one) {
    return Math.abs(one - 1) <= TOLERANCE;
  }
}
