package dev.tidemark.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.host.Terminal;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user sees of an error: what happened, why, how to fix it, details. A stack trace only
 * when asked for.
 */
public record ErrorReport(
    ErrorCode code, String what, String why, String fix, Map<String, String> details) {

  public static ErrorReport of(Throwable error) {
    TidemarkException known = findKnown(error);
    if (known != null) {
      return new ErrorReport(known.code(), known.what(), known.why(), known.fix(), known.details());
    }
    if (error instanceof OutOfMemoryError) {
      return new ErrorReport(
          ErrorCode.RESOURCE_EXHAUSTED,
          "Out of memory",
          String.valueOf(error.getMessage()),
          "Give the command a larger heap: TIDEMARK_HEAP=2g ./tidemark …",
          Map.of());
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("exception", error.getClass().getName());
    return new ErrorReport(
        ErrorCode.INTERNAL,
        "Unexpected failure",
        error.getMessage() == null ? error.getClass().getSimpleName() : firstLine(error),
        "This is a defect of Tidemark: run again with --debug and report the output",
        details);
  }

  /** A wrapper (a future, a reflective call) must not hide an error that explains itself. */
  private static @Nullable TidemarkException findKnown(Throwable error) {
    Throwable at = error;
    for (int depth = 0; at != null && depth < 16; depth++) {
      if (at instanceof TidemarkException known) {
        return known;
      }
      at = at.getCause();
    }
    return null;
  }

  private static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  public void print(Terminal terminal, boolean json) {
    if (json) {
      Json.print(terminal.out(), toJson());
      return;
    }
    var err = terminal.err();
    err.println("error: " + what);
    if (!why.isEmpty()) {
      err.println("  why: " + why);
    }
    if (!fix.isEmpty()) {
      err.println("  fix: " + fix);
    }
    details.forEach((key, value) -> err.println("       " + key + "=" + value));
    err.flush();
  }

  ObjectNode toJson() {
    ObjectNode document = Json.object();
    ObjectNode error = document.putObject("error");
    error.put("code", code.name());
    error.put("retriable", code.retriable());
    error.put("what", what);
    error.put("why", why);
    error.put("fix", fix);
    ObjectNode pairs = error.putObject("details");
    details.forEach(pairs::put);
    return document;
  }
}
