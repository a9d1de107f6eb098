package dev.tidemark.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.embedded.LocalPort;
import dev.tidemark.stream.schema.SchemaCheck;
import dev.tidemark.stream.schema.SchemaFiles;
import dev.tidemark.stream.schema.SchemaVerdict;
import dev.tidemark.stream.schema.TopicSchema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client and our check against the registry of somebody else (profile {@code apicurio}). */
class ApicurioTest {
  private static final int MOST_TRIES = 600;

  @TempDir Path work;

  @Test
  void theSchemasLiveInApicurioAsWell() throws Exception {
    String home = System.getProperty("apicurio.home", "");
    assumeTrue(!home.isEmpty(), "skipped: run with -Papicurio, which downloads 159 MB");
    int port = LocalPort.choose(work);
    Process apicurio = start(Path.of(home), port);
    try (HttpRegistry registry =
        new HttpRegistry(URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7"))) {
      await(registry, apicurio);
      SchemaCheck check = new SchemaCheck(SchemaFiles.ofProgram());

      check.register(registry);
      check.register(registry);

      assertThat(registry.subjects()).contains(TopicSchema.TRADE.subject());
      assertThat(check.registered(registry))
          .allMatch(verdict -> verdict.state() == SchemaVerdict.State.RELEASED);
      SubjectVersion trade = registry.versions(TopicSchema.TRADE.subject()).get(0);
      assertThat(registry.byId(trade.id())).isEqualTo(TopicSchema.TRADE.schema());
      assertThatThrownBy(
              () ->
                  registry.register(
                      TopicSchema.TRADE.subject(), Schema.createFixed("Other", null, "x", 4)))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
      assertThatThrownBy(() -> registry.byId(999_999))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    } finally {
      apicurio.destroyForcibly().waitFor();
    }
  }

  private Process start(Path home, int port) throws IOException {
    Path jar;
    try (Stream<Path> files = Files.walk(home, 3)) {
      jar = files.filter(file -> file.endsWith("quarkus-run.jar")).findFirst().orElseThrow();
    }
    Path management = Files.createDirectories(work.resolve("management"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + LocalPort.choose(management),
            "-jar",
            jar.toString())
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("apicurio.log").toFile())
        .start();
  }

  private static void await(HttpRegistry registry, Process process) {
    for (int attempt = 1; ; attempt++) {
      try {
        registry.subjects();
        return;
      } catch (TidemarkException e) {
        if (!process.isAlive() || attempt == MOST_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(250_000_000);
      }
    }
  }
}
