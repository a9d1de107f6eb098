package dev.tidemark.analysis.data;

/** Where each flat bar stands in its session. */
public final class SessionLayout {
  private final int[] offsets;
  private final int[] sessionOf;

  private SessionLayout(int[] offsets) {
    this.offsets = offsets;
    sessionOf = new int[offsets[offsets.length - 1]];
    for (int s = 0; s + 1 < offsets.length; s++) {
      for (int t = offsets[s]; t < offsets[s + 1]; t++) {
        sessionOf[t] = s;
      }
    }
  }

  public static SessionLayout of(SessionBars bars) {
    int[] offsets = new int[bars.sessions().size() + 1];
    for (int s = 0; s < offsets.length; s++) {
      offsets[s] = bars.offset(s);
    }
    return new SessionLayout(offsets);
  }

  /** The layout of sessions with these numbers of grid bars. */
  public static SessionLayout of(int... barsPerSession) {
    int[] offsets = new int[barsPerSession.length + 1];
    for (int s = 0; s < barsPerSession.length; s++) {
      offsets[s + 1] = offsets[s] + barsPerSession[s];
    }
    return new SessionLayout(offsets);
  }

  public int sessions() {
    return offsets.length - 1;
  }

  /** Grid bars of all sessions. */
  public int bars() {
    return sessionOf.length;
  }

  /** Grid bars of a session. */
  public int bars(int session) {
    return offsets[session + 1] - offsets[session];
  }

  /** Flat index of the first bar of a session; of {@link #sessions()}, the bar count. */
  public int offset(int session) {
    return offsets[session];
  }

  /** All offsets, the bar count last; callers only read them. */
  public int[] offsets() {
    return offsets;
  }

  /** The session of a bar. */
  public int session(int bar) {
    return sessionOf[bar];
  }

  /** Number of a bar in its session, from 0. */
  public int number(int bar) {
    return bar - offsets[sessionOf[bar]];
  }

  public boolean first(int bar) {
    return bar == offsets[sessionOf[bar]];
  }

  /** Whether the bar is the last of its session's grid. */
  public boolean last(int bar) {
    return bar + 1 == offsets[sessionOf[bar] + 1];
  }

  /** Whether no bar follows. */
  public boolean lastOfAll(int bar) {
    return bar + 1 == sessionOf.length;
  }
}
