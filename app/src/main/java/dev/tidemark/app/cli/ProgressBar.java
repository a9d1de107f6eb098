package dev.tidemark.app.cli;

import dev.tidemark.app.host.Terminal;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on a terminal that shows how far the work is; silent elsewhere. */
public final class ProgressBar implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final LongSupplier ticker;
  private final String unit;
  private final long started;
  private long drawn = Long.MIN_VALUE;
  private int length;

  public ProgressBar(Terminal terminal, LongSupplier ticker, String unit) {
    this.terminal = terminal;
    this.ticker = ticker;
    this.unit = unit;
    this.started = ticker.getAsLong();
  }

  /** {@code total} below 1: unknown. */
  public void update(long done, long total) {
    if (!terminal.showsProgress()) {
      return;
    }
    long now = ticker.getAsLong();
    if (drawn != Long.MIN_VALUE && now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    draw(line(done, total, now - started));
  }

  String line(long done, long total, long nanos) {
    double seconds = nanos / 1e9;
    long rate = seconds > 0 ? Math.round(done / seconds) : 0;
    String speed = String.format(Locale.ROOT, "%,d %s  %,d/s", done, unit, rate);
    if (total < 1) {
      return speed;
    }
    double share = Math.min(1.0, (double) done / total);
    int filled = (int) (share * WIDTH);
    String bar =
        "=".repeat(filled)
            + (filled < WIDTH ? ">" : "")
            + " ".repeat(Math.max(0, WIDTH - filled - 1));
    String left =
        rate > 0 && done < total
            ? String.format(Locale.ROOT, "  %d s left", (total - done) / rate)
            : "";
    return String.format(Locale.ROOT, "[%s] %3d %%  %s%s", bar, (int) (share * 100), speed, left);
  }

  private void draw(String text) {
    String cut = text.substring(0, Math.min(text.length(), terminal.columns() - 1));
    terminal.err().print("\r" + cut + " ".repeat(Math.max(0, length - cut.length())));
    terminal.err().flush();
    length = cut.length();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (length > 0) {
      terminal.err().print("\r" + " ".repeat(length) + "\r");
      terminal.err().flush();
      length = 0;
    }
  }
}
