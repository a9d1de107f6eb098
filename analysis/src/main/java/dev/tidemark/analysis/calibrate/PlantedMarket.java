package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.time.Session;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A Gaussian walk that reverts in some windows: there the distance to the price at which the window
 * began is {@code d(t) = phi·d(t-1) + e(t)}.
 *
 * @param windows where
 */
record PlantedMarket(double phi, List<Window> windows) implements Market {
  private static final int BARS_PER_HOUR = 12;

  /** Hours of the session, on a weekday. */
  record Window(DayOfWeek day, int hour) {}

  PlantedMarket {
    windows = List.copyOf(windows);
  }

  @Override
  public String title() {
    return "planted reversion";
  }

  @Override
  public String law() {
    return "Gaussian walk of 7 bps a bar; in the planted hours the distance to the price at which the"
        + " hour began shrinks to "
        + phi
        + " of itself with every bar.";
  }

  /** The windows in words. */
  String where() {
    return windows.stream()
        .map(window -> "hour " + (window.hour() + 1) + " of " + day(window.day()))
        .collect(Collectors.joining(", "));
  }

  private static String day(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
  }

  @Override
  public SessionBars bars(List<Session> sessions, PhiloxStream stream) {
    boolean[] reverting = new boolean[sessions.size() * SyntheticBars.BARS_PER_SESSION];
    for (int s = 0; s < sessions.size(); s++) {
      for (Window window : windows) {
        if (window.day() == sessions.get(s).date().getDayOfWeek()) {
          int from = s * SyntheticBars.BARS_PER_SESSION + window.hour() * BARS_PER_HOUR;
          for (int t = from; t < from + BARS_PER_HOUR; t++) {
            reverting[t] = true;
          }
        }
      }
    }
    Walk walk = Walk.of(sessions, new Shocks.Gaussian(stream), phi, reverting);
    return SyntheticBars.of(sessions, 0.0, walk.openPrices(), walk.closePrices());
  }
}
