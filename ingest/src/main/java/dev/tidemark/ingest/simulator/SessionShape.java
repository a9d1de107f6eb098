package dev.tidemark.ingest.simulator;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The deterministic part of the sessions of one weekday and length: the activity profile, which
 * minutes lie in which planted window, and how the session's variance is shared among them. With
 * these shares the daily chain can draw the return of each part without drawing the path.
 */
final class SessionShape {
  static final int BASE = -1;

  private final ActivityProfile profile;
  private final List<PlantedWindow> windows;
  private final int[] windowOf;
  private final double baseShare;
  private final double[] windowEndShare;

  private SessionShape(
      ActivityProfile profile,
      List<PlantedWindow> windows,
      int[] windowOf,
      double baseShare,
      double[] windowEndShare) {
    this.profile = profile;
    this.windows = windows;
    this.windowOf = windowOf;
    this.baseShare = baseShare;
    this.windowEndShare = windowEndShare;
  }

  static SessionShape of(MarketModel model, DayOfWeek day, int minutes) {
    ActivityProfile profile = ActivityProfile.of(model.calendar(), minutes);
    List<PlantedWindow> windows = new ArrayList<>();
    int[] windowOf = new int[minutes];
    Arrays.fill(windowOf, BASE);
    for (PlantedWindow window : model.planted()) {
      if (window.day() == day && window.endMinute() <= minutes) {
        Arrays.fill(windowOf, window.startMinute(), window.endMinute(), windows.size());
        windows.add(window);
      }
    }
    double baseShare = 0.0;
    double[] endShare = new double[windows.size()];
    for (int i = 0; i < minutes; i++) {
      if (windowOf[i] == BASE) {
        baseShare += profile.variance(i);
      } else {
        double phi = windows.get(windowOf[i]).phiPerMinute();
        int w = windowOf[i];
        endShare[w] = phi * phi * endShare[w] + profile.variance(i);
      }
    }
    return new SessionShape(profile, List.copyOf(windows), windowOf, baseShare, endShare);
  }

  int minutes() {
    return windowOf.length;
  }

  ActivityProfile profile() {
    return profile;
  }

  List<PlantedWindow> windows() {
    return windows;
  }

  /** Index of the planted window a minute lies in, or {@link #BASE}. */
  int windowOf(int minute) {
    return windowOf[minute];
  }

  /** Share of the session's variance that the base minutes carry together. */
  double baseShare() {
    return baseShare;
  }

  /** Variance of a window's total return, as a share of the session's. */
  double windowEndShare(int window) {
    return windowEndShare[window];
  }
}
