package dev.tidemark.app.cli;

import dev.tidemark.app.host.Terminal;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Asks before something is done; where nobody can answer, the answer must be on the command line.
 */
public final class Confirmation {
  private Confirmation() {}

  /**
   * True for yes. INVALID_ARGUMENT when nobody can be asked.
   *
   * @param given {@code --yes} was on the command line
   */
  public static boolean ask(Terminal terminal, String question, boolean given) {
    if (given) {
      return true;
    }
    if (!terminal.canAsk()) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Not confirmed",
          "there is no terminal to ask on",
          "add --yes to go ahead, or --dry-run to see the plan only");
    }
    terminal.err().print(question + " [y/N] ");
    terminal.err().flush();
    try {
      String answer = terminal.in().readLine();
      return answer != null
          && (answer.strip().toLowerCase(Locale.ROOT).equals("y")
              || answer.strip().toLowerCase(Locale.ROOT).equals("yes"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
