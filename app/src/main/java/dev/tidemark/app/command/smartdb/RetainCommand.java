package dev.tidemark.app.command.smartdb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.smartdb.market.Upkeep;
import dev.tidemark.smartdb.retention.Retention;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark smartdb retain}. */
@Command(
    name = "retain",
    header = "Drops market data older than the hot window from the database.",
    description = {
      "",
      "The window counts back from the newest event of each series. What is dropped is in the lake;"
          + " questions about it are refused and name the horizon. On TimescaleDB its aggregates are"
          + " refreshed and old chunks compressed, too.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark smartdb retain", "  tidemark smartdb retain --days 90 --json"})
final class RetainCommand extends MarketCommand {
  @Option(
      names = "--days",
      defaultValue = "30",
      paramLabel = "N",
      description = "How much to keep; default ${DEFAULT-VALUE}.")
  private int days;

  RetainCommand(Host host) {
    super(host);
  }

  @Override
  int run(Databases.Opened opened, Settings settings) {
    Retention.Outcome outcome = Retention.run(opened.database(), Duration.ofDays(days));
    Upkeep.Done upkeep = Upkeep.of(opened.database()).run();
    if (json()) {
      ObjectNode document =
          Json.object()
              .put("days_dropped", outcome.days())
              .put("rows_deleted", outcome.rows())
              .put("buckets_refreshed", upkeep.refreshed())
              .put("chunks_compressed", upkeep.compressed());
      ArrayNode horizons = document.putArray("horizons");
      outcome
          .horizons()
          .forEach(
              h ->
                  horizons
                      .addObject()
                      .put("symbol", h.symbol())
                      .put("source", h.source())
                      .put("from", h.from().toString()));
      Json.print(out(), document);
    } else {
      out()
          .println(
              "%d days dropped, %d rows deleted, %d half hours refreshed, %d chunks compressed"
                  .formatted(
                      outcome.days(), outcome.rows(), upkeep.refreshed(), upkeep.compressed()));
      outcome
          .horizons()
          .forEach(h -> out().println(h.symbol() + "@" + h.source() + " is kept from " + h.from()));
      out().flush();
    }
    return ExitCodes.OK;
  }
}
