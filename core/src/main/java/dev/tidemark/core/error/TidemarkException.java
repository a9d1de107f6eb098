package dev.tidemark.core.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An operation failed. The message says in one line what happened, why, and how to fix it, followed
 * by the details as {@code [key=value, ...]}.
 */
public final class TidemarkException extends RuntimeException {

  private static final int LONGEST_DETAIL = 200;

  private final ErrorCode code;
  private final String what;
  private final String why;
  private final String fix;
  private final Map<String, String> details = new LinkedHashMap<>();

  private TidemarkException(
      ErrorCode code, String what, String why, String fix, @Nullable Throwable cause) {
    super(what, cause);
    this.code = code;
    this.what = oneLine(what);
    this.why = oneLine(why);
    this.fix = oneLine(fix);
  }

  /** An error of our own, e.g. {@code of(NOT_FOUND, "Table x not found", "...", "...")}. */
  public static TidemarkException of(ErrorCode code, String what, String why, String fix) {
    return new TidemarkException(code, what, why, fix, null);
  }

  /** An error that another exception caused; that one is kept as {@link #getCause()}. */
  public static TidemarkException of(
      ErrorCode code, String what, String why, String fix, Throwable cause) {
    return new TidemarkException(code, what, why, fix, cause);
  }

  /** Adds a detail (value shortened to 200 characters) and returns this exception. */
  public TidemarkException withDetail(String key, @Nullable Object value) {
    String text = oneLine(String.valueOf(value));
    details.put(
        key, text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…");
    return this;
  }

  public ErrorCode code() {
    return code;
  }

  public String what() {
    return what;
  }

  public String why() {
    return why;
  }

  public String fix() {
    return fix;
  }

  /** Details in the order in which they were added. */
  public Map<String, String> details() {
    return Collections.unmodifiableMap(details);
  }

  @Override
  public String getMessage() {
    StringBuilder text = new StringBuilder(what).append(": ");
    text.append(sentence(why)).append(' ').append(sentence(fix));
    if (!details.isEmpty()) {
      StringJoiner pairs = new StringJoiner(", ", " [", "]");
      details.forEach((key, value) -> pairs.add(key + "=" + value));
      text.append(pairs);
    }
    return text.toString();
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }

  /** Input that we quote may hold line breaks or terminal control codes; a message may not. */
  private static String oneLine(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
    return out.toString().strip();
  }
}
