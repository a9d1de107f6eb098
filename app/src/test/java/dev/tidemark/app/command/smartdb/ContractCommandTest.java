package dev.tidemark.app.command.smartdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCommandTest {

  @Test
  void anyServerIsCheckedInADatabaseOfItsOwn(@TempDir Path directory) throws Exception {
    Path home = directory.resolve("postgres");
    try (EmbeddedPostgres server =
        EmbeddedPostgres.start(EmbeddedOptions.of(home, () -> "secret"))) {
      String url = server.database().jdbcUrl();
      String password =
          Files.readAllLines(home.resolve("secrets.properties")).getFirst().substring(9);
      CliHarness cli = new CliHarness(directory).with("TIDEMARK_DB_PASSWORD", password);

      JsonNode report =
          cli.run("smartdb", "contract", "--jdbc", url, "--user", "postgres", "--json").json();
      assertThat(report.path("passed").asBoolean()).as("%s", report).isTrue();
      assertThat(report.path("back_end").asText()).isEqualTo("PLAIN");
      assertThat(report.path("checks").findValuesAsText("check"))
          .anyMatch(check -> check.contains("ewm_12"))
          .hasSizeGreaterThan(40);
    }
    CliHarness.Outcome refused =
        new CliHarness(directory)
            .run("smartdb", "contract", "--jdbc", "mysql://nowhere", "--user", "x");
    assertThat(refused.exitCode()).isGreaterThan(1);
    assertThat(refused.err()).contains("mysql://nowhere");
  }
}
