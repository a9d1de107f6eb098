package dev.tidemark.app.command.smartdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.CliHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmartdbCommandTest {

  @Test
  void itMigratesTellsWhatIsThereAndLetsReadersRead(@TempDir Path directory) throws IOException {
    Path programs = Files.createDirectory(directory.resolve("bin"));
    CliHarness cli = new CliHarness(directory).with("PATH", programs.toString());

    JsonNode first = cli.run("smartdb", "migrate", "--json").json();
    assertThat(first.path("applied").asInt()).isPositive();
    assertThat(first.path("back_end").asText()).isEqualTo("PLAIN");
    JsonNode again = cli.run("smartdb", "migrate", "--json").json();
    assertThat(again.path("applied").asInt()).isZero();
    assertThat(again.path("version")).isEqualTo(first.path("version"));

    JsonNode status = cli.run("smartdb", "status", "--json").json();
    assertThat(status.path("schema_version")).isEqualTo(first.path("version"));
    assertThat(status.path("bytes").asLong()).isPositive();
    assertThat(status.path("tables").findValuesAsText("table"))
        .contains("bar_1m", "bar_1d", "quote", "series", "trade")
        .allSatisfy(name -> assertThat(name).doesNotContain("p20"));
    assertThat(cli.run("smartdb", "status").out())
        .contains("Back end  PLAIN, PostgreSQL 18", "calendar_session");

    JsonNode rows =
        cli.run("smartdb", "psql", "-c", "SELECT current_user, 1 AS one", "--json").json();
    assertThat(rows.path("rows").get(0).path("current_user").asText()).isEqualTo("tidemark_reader");
    assertThat(rows.path("rows").get(0).path("one").asInt()).isEqualTo(1);
    CliHarness.Outcome refused = cli.run("smartdb", "psql", "-c", "SELECT * FROM md.dead_letter");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("The statement failed", "permission denied");

    CliHarness.Outcome missing = cli.run("smartdb", "psql");
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.err()).contains("psql cannot be run", "-c SQL");

    Path psql = Files.writeString(programs.resolve("psql"), script(directory.resolve("told")));
    Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
    assertThat(cli.run("smartdb", "psql", "--", "--csv", "-f", "x.sql").exitCode()).isEqualTo(7);
    assertThat(Files.readString(directory.resolve("told")))
        .startsWith("127.0.0.1 ")
        .contains(" tidemark tidemark_reader ")
        .contains("search_path=api")
        .endsWith("--csv -f x.sql\n");
  }

  private static String script(Path told) {
    return "#!/bin/sh\necho \"$PGHOST $PGPORT $PGDATABASE $PGUSER $PGOPTIONS\" \"$@\" > '"
        + told
        + "'\nexit 7\n";
  }
}
