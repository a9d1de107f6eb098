package dev.tidemark.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServerLoggingTest {

  @Test
  void aLineIsOneObjectWithTheIdsOfItsRequest() {
    LoggerContext context = new LoggerContext();
    context.putObject(Environment.class.getName(), new StandardEnvironment());
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("dev.tidemark.x"),
            Level.WARN,
            "first\nsecond",
            new IllegalStateException("why"),
            null);
    event.setMDCPropertyMap(
        Map.of("trace_id", "0af7", "tenant_id", "anna", "analysis_id", "a1", "request_id", "r1"));

    String line = new String(ServerLogging.encoder(context).encode(event), StandardCharsets.UTF_8);

    assertThat(line.strip()).doesNotContain("\n");
    JsonNode document = JsonMapper.builder().build().readTree(line);
    assertThat(document.path("message").asString()).isEqualTo("first\nsecond");
    assertThat(document.path("level").asString()).isEqualTo("WARN");
    assertThat(document.path("trace_id").asString()).isEqualTo("0af7");
    assertThat(document.path("tenant_id").asString()).isEqualTo("anna");
    assertThat(document.path("analysis_id").asString()).isEqualTo("a1");
    assertThat(document.path("stack_trace").asString()).contains("why");
  }
}
