package dev.tidemark.analysis.simulate;

import dev.tidemark.analysis.data.SessionLayout;
import java.util.function.IntPredicate;

/** What may happen at each bar because of its place in the calendar; the same for every path. */
public final class Schedule {
  /** A session begins and nothing is carried into it. */
  static final byte RESET = 1;

  /** Positions are closed at the close, because the session ends. */
  static final byte FLATTEN = 2;

  /** No bar follows. */
  static final byte END = 4;

  /** A position may be opened on the next bar. */
  static final byte ENTER_NEXT = 8;

  private final byte[] flags;

  private Schedule(byte[] flags) {
    this.flags = flags;
  }

  /**
   * @param tradable whether positions may be opened in a session
   */
  public static Schedule of(SessionLayout layout, boolean allowOvernight, IntPredicate tradable) {
    byte[] flags = new byte[layout.bars()];
    for (int t = 0; t < flags.length; t++) {
      int flag = 0;
      if (!allowOvernight && layout.first(t)) {
        flag |= RESET;
      }
      if (!allowOvernight && layout.last(t)) {
        flag |= FLATTEN;
      }
      if (layout.lastOfAll(t)) {
        flag |= END;
      } else if ((allowOvernight || !layout.last(t) && !layout.last(t + 1))
          && tradable.test(layout.session(t + 1))) {
        flag |= ENTER_NEXT;
      }
      flags[t] = (byte) flag;
    }
    return new Schedule(flags);
  }

  /** Whether the signal of a bar can matter: nothing is decided where positions are closed. */
  public boolean decides(int bar) {
    return (flags[bar] & (FLATTEN | END)) == 0;
  }

  byte[] flags() {
    return flags;
  }
}
