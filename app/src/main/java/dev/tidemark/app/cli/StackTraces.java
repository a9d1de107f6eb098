package dev.tidemark.app.cli;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The text of a stack trace with its causes, for {@code --debug}. */
final class StackTraces {
  private StackTraces() {}

  static String text(Throwable error) {
    StringBuilder text = new StringBuilder();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    String lead = "";
    for (Throwable at = error; at != null && seen.add(at); at = at.getCause()) {
      text.append(lead).append(at).append('\n');
      for (StackTraceElement frame : at.getStackTrace()) {
        text.append("    at ").append(frame).append('\n');
      }
      lead = "caused by: ";
    }
    return text.toString();
  }
}
