package dev.tidemark.app.command.smartdb;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.smartdb.Migrations;
import dev.tidemark.smartdb.market.MarketStatus;
import picocli.CommandLine.Command;

/** {@code tidemark smartdb migrate}. */
@Command(
    name = "migrate",
    header = "Brings the schema of market data to the version of this program.",
    description = {
      "",
      "The database is the embedded one, or that of 'database.url'. Every command that uses it does"
          + " the same first; this one does nothing else. The first migration chooses the back end, and"
          + " it stays.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark smartdb migrate",
      "  TIDEMARK_DATABASE_URL=jdbc:postgresql://db/market tidemark smartdb migrate --json"
    })
final class MigrateCommand extends MarketCommand {

  MigrateCommand(Host host) {
    super(host);
  }

  @Override
  int run(Databases.Opened opened, Settings settings) {
    Migrations.Outcome outcome = opened.market();
    MarketStatus.BackEnd backEnd = MarketStatus.backEnd(opened.database());
    if (json()) {
      Json.print(
          out(),
          Json.object()
              .put("applied", outcome.applied())
              .put("version", outcome.version())
              .put("back_end", backEnd.kind())
              .put("database", opened.database().jdbcUrl()));
    } else {
      out()
          .println(
              "%d migrations applied, schema version %s on %s (%s)"
                  .formatted(
                      outcome.applied(),
                      outcome.version(),
                      backEnd.kind(),
                      opened.database().jdbcUrl()));
      out().flush();
    }
    return ExitCodes.OK;
  }
}
