package dev.tidemark.app.command.backfill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.render.TextTable;
import dev.tidemark.ingest.backfill.BackfillSummary;
import dev.tidemark.ingest.load.SeriesOutcome;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a backfill did. */
final class SummaryPrinter {
  private SummaryPrinter() {}

  static void print(PrintWriter out, BackfillSummary summary) {
    TextTable table =
        new TextTable(
            out,
            List.of(
                "provider",
                "instrument",
                "type",
                "rows in",
                "stored",
                "dead letters",
                "repeated",
                "watermark"));
    for (SeriesOutcome series : summary.series()) {
      table.row(
          Arrays.asList(
              series.provider(),
              series.instrument(),
              series.type(),
              series.rowsIn(),
              series.stored(),
              series.deadLetters(),
              series.repeated(),
              watermark(series.watermarkMicros())));
    }
    table.finish();
    summary
        .rejects()
        .forEach(
            (reason, count) -> out.println(String.format("dead letters: %6d  %s", count, reason)));
    out.println(
        String.format(
            Locale.ROOT,
            "%d sources, %d refused, %,d records of no interest, %d commits, %d files, %.1f s, %,d"
                + " rows/s, ingestion %s",
            summary.sources(),
            summary.refusals().size(),
            summary.ignored(),
            summary.commits(),
            summary.files(),
            summary.elapsed().toMillis() / 1e3,
            summary.rowsPerSecond(),
            summary.ingestionId()));
    out.println(
        "rows in "
            + summary.rowsIn()
            + " = stored "
            + summary.stored()
            + " + dead letters "
            + summary.deadLetters()
            + " + repeated "
            + summary.repeated());
    out.flush();
  }

  static ObjectNode json(BackfillSummary summary) {
    ObjectNode node = Json.object();
    node.put("ingestion_id", summary.ingestionId());
    node.put("rows_in", summary.rowsIn());
    node.put("stored", summary.stored());
    node.put("dead_letters", summary.deadLetters());
    node.put("repeated", summary.repeated());
    node.put("ignored", summary.ignored());
    node.put("sources", summary.sources());
    node.put("commits", summary.commits());
    node.put("files", summary.files());
    node.put("seconds", summary.elapsed().toMillis() / 1e3);
    node.put("rows_per_second", summary.rowsPerSecond());
    ObjectNode rejects = node.putObject("rejects");
    summary.rejects().forEach((reason, count) -> rejects.put(reason.name(), count));
    ArrayNode all = node.putArray("series");
    for (SeriesOutcome series : summary.series()) {
      ObjectNode one = all.addObject();
      one.put("provider", series.provider());
      one.put("instrument", series.instrument());
      one.put("type", series.type());
      one.put("rows_in", series.rowsIn());
      one.put("stored", series.stored());
      one.put("dead_letters", series.deadLetters());
      one.put("repeated", series.repeated());
      Instant watermark = watermark(series.watermarkMicros());
      one.put("watermark", watermark == null ? null : watermark.toString());
    }
    node.set("refusals", PlanPrinter.refusals(summary.refusals()));
    return node;
  }

  private static @Nullable Instant watermark(OptionalLong micros) {
    return micros.isPresent() ? Instant.EPOCH.plus(micros.getAsLong(), ChronoUnit.MICROS) : null;
  }
}
