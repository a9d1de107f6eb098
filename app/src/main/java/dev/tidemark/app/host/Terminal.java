package dev.tidemark.app.host;

import java.io.BufferedReader;
import java.io.PrintWriter;

/**
 * The three streams and what is known about them.
 *
 * @param out results, and with {@code --json} exactly one JSON document
 * @param err progress, questions, errors
 * @param in answers to questions
 * @param canAsk a person sits at {@code in} and sees {@code err}
 * @param showsProgress {@code err} is a terminal that understands carriage return
 * @param columns width for help texts and tables
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    BufferedReader in,
    boolean canAsk,
    boolean showsProgress,
    int columns) {

  public static final int DEFAULT_COLUMNS = 100;

  /** Shows what is going on in a line that the next one replaces; nothing where nobody looks. */
  public void status(String text) {
    if (showsProgress) {
      err.print("\r" + text + "\u001b[K");
      err.flush();
    }
  }

  /** Takes the line of {@link #status} away. */
  public void clearStatus() {
    status("");
  }
}
