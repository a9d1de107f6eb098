package dev.tidemark.server.metrics;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Times requests by route. */
public final class RequestTimer extends OncePerRequestFilter {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final ServerMetrics metrics;
  private final LongSupplier ticker;

  /**
   * @param ticker monotonic nanoseconds
   */
  public RequestTimer(ServerMetrics metrics, LongSupplier ticker) {
    this.metrics = metrics;
    this.ticker = ticker;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long begin = ticker.getAsLong();
    try {
      chain.doFilter(request, response);
    } finally {
      Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      // Made-up methods and paths must not become series of their own.
      String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
      metrics.request(
          method,
          route == null ? "none" : route.toString(),
          response.getStatus(),
          Duration.ofNanos(ticker.getAsLong() - begin));
    }
  }
}
