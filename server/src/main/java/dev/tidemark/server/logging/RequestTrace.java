package dev.tidemark.server.logging;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ties a request to its log lines.
 *
 * @param requestId of this request; the client's {@code X-Request-Id} if it has the form of one
 * @param traceId of the work it is part of: from a W3C {@code traceparent}, else its own
 */
public record RequestTrace(String requestId, String traceId) {
  /** Request attribute that holds it. */
  static final String ATTRIBUTE = RequestTrace.class.getName();

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
  private static final String NO_TRACE = "0".repeat(32);

  static RequestTrace of(HttpServletRequest request, String fresh) {
    String asked = request.getHeader("X-Request-Id");
    String id = asked != null && REQUEST_ID.matcher(asked).matches() ? asked : fresh;
    return new RequestTrace(id, traceId(request.getHeader("traceparent"), fresh));
  }

  private static String traceId(@Nullable String traceparent, String fresh) {
    if (traceparent != null) {
      var found = TRACEPARENT.matcher(traceparent.strip());
      if (found.matches() && !found.group(1).equals(NO_TRACE)) {
        return found.group(1);
      }
    }
    String hex = fresh.replaceAll("[^0-9a-fA-F]", "").toLowerCase(Locale.ROOT);
    return hex.length() >= 32 ? hex.substring(0, 32) : NO_TRACE.substring(hex.length()) + hex;
  }

  /** Id of the request; empty only for what the container rejects before any filter. */
  public static String requestId(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RequestTrace trace ? trace.requestId() : "";
  }

  /** Path as it was asked for, also while an error is being dispatched; without the query. */
  public static String path(HttpServletRequest request) {
    Object original = request.getAttribute("jakarta.servlet.error.request_uri");
    String path = original instanceof String uri ? uri : request.getRequestURI();
    return path == null ? "" : path;
  }
}
