package dev.tidemark.server.live;

import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import java.util.HashMap;
import java.util.Map;

/** Counts the streams that are open, and refuses more than allowed. Thread-safe. */
final class OpenStreams {
  private final LiveOptions options;
  private final Map<String, Integer> byTenant = new HashMap<>();
  private int all;

  OpenStreams(LiveOptions options) {
    this.options = options;
  }

  synchronized void open(String tenant) {
    int own = byTenant.getOrDefault(tenant, 0);
    if (own >= options.perTenant()) {
      throw refused("A tenant may have " + options.perTenant() + " streams open at a time.");
    }
    if (all >= options.most()) {
      throw refused("The server has as many streams open as it may.");
    }
    byTenant.put(tenant, own + 1);
    all++;
  }

  synchronized void close(String tenant) {
    byTenant.computeIfPresent(tenant, (name, own) -> own == 1 ? null : own - 1);
    all--;
  }

  synchronized int count() {
    return all;
  }

  synchronized int count(String tenant) {
    return byTenant.getOrDefault(tenant, 0);
  }

  private static RuntimeException refused(String why) {
    return Problem.of(
            429,
            ProblemCode.RESOURCE_EXHAUSTED,
            "STREAM_LIMIT_REACHED",
            "Too many streams are open",
            why + " Close one, or ask for several symbols in one stream.")
        .withHeader("Retry-After", "5")
        .exception();
  }
}
