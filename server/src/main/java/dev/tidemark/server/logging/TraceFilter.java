package dev.tidemark.server.logging;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request its ids before anything else looks at it, and log lines these ids. */
public final class TraceFilter extends OncePerRequestFilter {
  private final Supplier<String> ids;

  /**
   * @param ids a new unique identifier at each call
   */
  public TraceFilter(Supplier<String> ids) {
    this.ids = ids;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    RequestTrace trace = RequestTrace.of(request, ids.get());
    request.setAttribute(RequestTrace.ATTRIBUTE, trace);
    response.setHeader("X-Request-Id", trace.requestId());
    MDC.put("request_id", trace.requestId());
    MDC.put("trace_id", trace.traceId());
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.clear();
    }
  }
}
