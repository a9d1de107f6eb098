package dev.tidemark.app.command.smartdb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.TextTable;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.MarketStatus;
import dev.tidemark.smartdb.read.FeatureReader;
import dev.tidemark.smartdb.read.Freshness;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tidemark smartdb status}. */
@Command(
    name = "status",
    header = "Shows what is in the database of market data, and how fresh it is.",
    description = {
      "",
      "Row counts are the server's estimates. The lag is that of a feature's newest value, for"
          + " each instrument, against the newest event of its input; LATE is more than the feature"
          + " promises. Exit code 1 when one is.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark smartdb status", "  tidemark smartdb status --json"})
final class StatusCommand extends MarketCommand {

  StatusCommand(Host host) {
    super(host);
  }

  @Override
  int run(Databases.Opened opened, Settings settings) {
    MarketStatus status = MarketStatus.read(opened.database());
    List<Freshness> freshness =
        new FeatureReader(opened.database().dataSource(DatabaseRole.READER)).freshness();
    if (json()) {
      printJson(opened, status, freshness);
    } else {
      printText(opened, status, freshness);
    }
    boolean late = freshness.stream().anyMatch(Freshness::breached);
    return late ? ExitCodes.FINDINGS : ExitCodes.OK;
  }

  private void printText(Databases.Opened opened, MarketStatus status, List<Freshness> freshness) {
    PrintWriter out = out();
    MarketStatus.BackEnd backEnd = status.backEnd();
    out.println("Database  " + opened.database().jdbcUrl());
    out.println(
        "Back end  "
            + backEnd.kind()
            + ", PostgreSQL "
            + backEnd.server()
            + backEnd.extension().map(v -> ", TimescaleDB " + v).orElse("")
            + (backEnd.vectors() ? ", pgvector" : ""));
    out.println("Schema    version " + opened.market().version());
    out.println("Size      " + size(status.bytes()));
    out.println();
    TextTable tables = new TextTable(out, List.of("table", "rows", "size"));
    status
        .relations()
        .forEach(
            table -> tables.row(Arrays.asList(table.name(), table.rows(), size(table.bytes()))));
    tables.finish();
    out.println();
    TextTable series = new TextTable(out, List.of("symbol", "source", "basis", "from", "to"));
    for (MarketStatus.Series one : status.series()) {
      series.row(
          Arrays.asList(
              one.symbol(), one.source(), one.basis(), text(one.first()), text(one.last())));
    }
    series.finish();
    if (!freshness.isEmpty()) {
      out.println();
      printFreshness(freshness);
    }
    if (!status.letters().isEmpty()) {
      out.println();
      TextTable letters = new TextTable(out, List.of("dead letters", "reason", "rows"));
      status.letters().forEach(l -> letters.row(Arrays.asList(l.kind(), l.reason(), l.rows())));
      letters.finish();
    }
    out.flush();
  }

  private void printFreshness(List<Freshness> freshness) {
    TextTable table =
        new TextTable(
            out(), List.of("feature", "instrument", "newest value", "lag s", "sla s", "state"));
    for (Freshness one : freshness) {
      table.row(
          Arrays.asList(
              one.feature(),
              one.symbol() + "@" + one.source(),
              text(one.newestValue()),
              one.lag().map(StatusCommand::seconds).orElse(null),
              seconds(one.sla()),
              one.breached() ? "LATE" : "ok"));
    }
    table.finish();
  }

  private void printJson(Databases.Opened opened, MarketStatus status, List<Freshness> freshness) {
    MarketStatus.BackEnd backEnd = status.backEnd();
    ObjectNode document = Json.object();
    document.put("database", opened.database().jdbcUrl());
    document.put("back_end", backEnd.kind());
    document.put("postgresql", backEnd.server());
    document.put("timescaledb", backEnd.extension().orElse(null));
    document.put("pgvector", backEnd.vectors());
    document.put("schema_version", opened.market().version());
    document.put("bytes", status.bytes());
    ArrayNode tables = document.putArray("tables");
    status
        .relations()
        .forEach(
            t ->
                tables
                    .addObject()
                    .put("table", t.name())
                    .put("rows_estimate", t.rows())
                    .put("bytes", t.bytes()));
    ArrayNode series = document.putArray("series");
    status
        .series()
        .forEach(
            s ->
                series
                    .addObject()
                    .put("symbol", s.symbol())
                    .put("source", s.source())
                    .put("basis", s.basis())
                    .put("from", text(s.first()))
                    .put("to", text(s.last())));
    ArrayNode features = document.putArray("freshness");
    freshness.forEach(
        f ->
            features
                .addObject()
                .put("feature", f.feature())
                .put("symbol", f.symbol())
                .put("source", f.source())
                .put("newest_input", f.newestInput().toString())
                .put("newest_value", text(f.newestValue()))
                .put("lag_seconds", f.lag().map(StatusCommand::seconds).orElse(null))
                .put("sla_seconds", seconds(f.sla()))
                .put("breached", f.breached()));
    ArrayNode letters = document.putArray("dead_letters");
    status
        .letters()
        .forEach(
            l ->
                letters
                    .addObject()
                    .put("kind", l.kind())
                    .put("reason", l.reason())
                    .put("rows", l.rows()));
    Json.print(out(), document);
  }

  private static @Nullable String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }

  private static Double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String size(long bytes) {
    return bytes < 1 << 20
        ? (bytes + 1023 >> 10) + " KiB"
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
