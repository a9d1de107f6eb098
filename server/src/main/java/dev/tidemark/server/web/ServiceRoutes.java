package dev.tidemark.server.web;

import dev.tidemark.server.ServerConfig;
import dev.tidemark.server.metrics.LiveMetrics;
import dev.tidemark.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** About the process itself. */
@RestController
@Tag(name = "service")
class ServiceRoutes {
  private static final MediaType PROMETHEUS =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

  private final ServerConfig config;
  private final LiveMetrics live;

  ServiceRoutes(ServerConfig config, LiveMetrics live) {
    this.config = config;
    this.live = live;
  }

  @GetMapping(path = "/version", produces = "application/json")
  @Operation(operationId = "getVersion", summary = "The versions of everything a result depends on")
  @Answers("Version")
  Map<String, String> version() {
    return config.versions();
  }

  @GetMapping(path = "/metrics", produces = "text/plain")
  @Operation(
      operationId = "getMetrics",
      summary = "Metrics for Prometheus",
      description = "Needs a key with role OPERATOR.")
  @Answers(as = "text/plain", problems = "403")
  ResponseEntity<String> metrics() {
    live.observe(config.realTime().status().get());
    return ResponseEntity.ok()
        .contentType(PROMETHEUS)
        .header("Cache-Control", "no-store")
        .body(config.metrics().scrape());
  }
}
