package dev.tidemark.server.health;

import dev.tidemark.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For orchestrators: restart me, send me requests, wait for me. */
@RestController
@Tag(name = "service")
public class HealthRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

  private final List<ReadinessCheck> checks;
  private final Lifecycle lifecycle;

  public HealthRoutes(List<ReadinessCheck> checks, Lifecycle lifecycle) {
    this.checks = checks;
    this.lifecycle = lifecycle;
  }

  @GetMapping(path = "/health/live", produces = "application/json")
  @Operation(
      summary = "Is the process alive?",
      description = "Does not look at anything it depends on: a restart would not mend that.")
  @Answers("Health")
  ResponseEntity<Map<String, Object>> live() {
    return answer(true, Map.of());
  }

  @GetMapping(path = "/health/started", produces = "application/json")
  @Operation(summary = "Has it finished starting?")
  @Answers(value = "Health", orElse = "503")
  ResponseEntity<Map<String, Object>> started() {
    return answer(lifecycle.started(), Map.of());
  }

  @GetMapping(path = "/health/ready", produces = "application/json")
  @Operation(
      summary = "Can it answer requests?",
      description = "503 while it starts or drains, and when a part it needs does not work.")
  @Answers(value = "Health", orElse = "503")
  ResponseEntity<Map<String, Object>> ready() {
    Map<String, String> parts = new LinkedHashMap<>();
    boolean works = lifecycle.accepting();
    for (ReadinessCheck check : checks) {
      boolean up = works(check);
      parts.put(check.name(), up ? "UP" : "DOWN");
      works &= up;
    }
    return answer(works, parts);
  }

  private static boolean works(ReadinessCheck check) {
    try {
      return check.probe().works();
    } catch (Exception failure) {
      LOG.warn("{} does not work", check.name(), failure);
      return false;
    }
  }

  private static ResponseEntity<Map<String, Object>> answer(boolean up, Map<String, String> parts) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", up ? "UP" : "DOWN");
    if (!parts.isEmpty()) {
      body.put("parts", parts);
    }
    return ResponseEntity.status(up ? 200 : 503).header("Cache-Control", "no-store").body(body);
  }
}
