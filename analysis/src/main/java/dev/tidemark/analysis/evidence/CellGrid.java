package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.Windows;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the heat map (spec §4.6): {@code day index × bins + bin}, or just the bin when days
 * are not told apart. The pooled cell of all trades has the number of cells as its id.
 */
public final class CellGrid {
  private final SessionLayout layout;
  private final List<DayOfWeek> days;
  private final boolean eachDay;
  private final int barsPerBin;
  private final int bins;
  private final int[] dayOfSession;

  private CellGrid(Windows windows, SessionBars bars, SessionLayout layout) {
    this.layout = layout;
    days = windows.days();
    eachDay = windows.mode() == Windows.Mode.EACH_DAY;
    barsPerBin = Math.max(1, windows.binMinutes() * 60 / bars.interval().seconds());
    int longest = 0;
    dayOfSession = new int[layout.sessions()];
    for (int s = 0; s < dayOfSession.length; s++) {
      dayOfSession[s] = days.indexOf(bars.sessions().get(s).date().getDayOfWeek());
      longest = Math.max(longest, layout.bars(s));
    }
    bins = Math.ceilDiv(longest, barsPerBin);
  }

  public static CellGrid of(Windows windows, SessionBars bars, SessionLayout layout) {
    return new CellGrid(windows, bars, layout);
  }

  public int bins() {
    return bins;
  }

  /** Number of cells, and id of the pooled one. */
  public int cells() {
    return eachDay ? days.size() * bins : bins;
  }

  /** Whether the session's weekday is one of the days that trade. */
  public boolean tradable(int session) {
    return dayOfSession[session] >= 0;
  }

  /** The cell of a bar; -1 on a day that does not trade. */
  public int cell(int bar) {
    int day = dayOfSession[layout.session(bar)];
    if (day < 0) {
      return -1;
    }
    int bin = layout.number(bar) / barsPerBin;
    return eachDay ? day * bins + bin : bin;
  }

  /** Null for the pooled cell and when days are not told apart. */
  public @Nullable DayOfWeek day(int cell) {
    return eachDay && cell < cells() ? days.get(cell / bins) : null;
  }

  /** -1 for the pooled cell. */
  public int bin(int cell) {
    return cell < cells() ? cell % bins : -1;
  }

  /** Days of the week on which the cell can trade. */
  public int daysPerWeek(int cell) {
    return eachDay && cell < cells() ? 1 : days.size();
  }

  /** Those of the sessions in which a trade of the cell could begin: its unit of observation. */
  public int[] eligible(int cell, int[] sessions) {
    return Arrays.stream(sessions).filter(session -> eligible(cell, session)).toArray();
  }

  private boolean eligible(int cell, int session) {
    int day = dayOfSession[session];
    if (day < 0 || cell == cells()) {
      return day >= 0;
    }
    boolean itsDay = !eachDay || cell / bins == day;
    return itsDay && cell % bins * barsPerBin < layout.bars(session);
  }
}
