package dev.tidemark.app.command.analysis;

import dev.tidemark.analysis.Execution;
import dev.tidemark.app.host.Terminal;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on a terminal: which part of an analysis is under way, and how far. */
public final class PhaseProgress implements Execution.Progress, AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final LongSupplier ticker;
  private long drawn = Long.MIN_VALUE;
  private int length;

  public PhaseProgress(Terminal terminal, LongSupplier ticker) {
    this.terminal = terminal;
    this.ticker = ticker;
  }

  @Override
  public synchronized void at(Execution.Phase phase, double share) {
    if (!terminal.showsProgress()) {
      return;
    }
    long now = ticker.getAsLong();
    if (drawn == Long.MIN_VALUE || now - drawn >= REDRAW_NANOS) {
      drawn = now;
      String line = line(phase, share);
      terminal.err().print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
      terminal.err().flush();
      length = line.length();
    }
  }

  static String line(Execution.Phase phase, double share) {
    int filled = (int) (Math.clamp(share, 0, 1) * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %s",
        "=".repeat(filled),
        " ".repeat(WIDTH - filled),
        (int) (share * 100),
        words(phase));
  }

  private static String words(Execution.Phase phase) {
    return switch (phase) {
      case PREPARE -> "preparing";
      case SIMULATE -> "simulating trades";
      case BOOTSTRAP -> "key 1: bootstrap";
      case PATHS -> "key 2: null paths";
      case DIAGNOSE -> "diagnostics";
    };
  }

  /** Clears the line. */
  @Override
  public synchronized void close() {
    if (length > 0) {
      terminal.err().print("\r" + " ".repeat(length) + "\r");
      terminal.err().flush();
      length = 0;
    }
  }
}
