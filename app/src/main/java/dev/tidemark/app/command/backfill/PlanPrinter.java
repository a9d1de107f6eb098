package dev.tidemark.app.command.backfill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.host.Terminal;
import dev.tidemark.app.render.TextTable;
import dev.tidemark.ingest.backfill.BackfillPlan;
import dev.tidemark.ingest.backfill.BackfillPlan.PlannedSeries;
import dev.tidemark.ingest.provider.Refusal;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The plan of a backfill. */
final class PlanPrinter {
  private static final int SHOWN_REFUSALS = 20;

  private PlanPrinter() {}

  static void print(Terminal terminal, BackfillPlan plan) {
    PrintWriter out = terminal.out();
    if (!plan.isEmpty()) {
      TextTable table =
          new TextTable(
              out, List.of("provider", "instrument", "type", "sources", "rows (est.)", "bytes"));
      for (PlannedSeries series : plan.series()) {
        table.row(
            Arrays.asList(
                series.provider(),
                series.instrument(),
                series.type(),
                series.sources(),
                series.rows(),
                series.bytes()));
      }
      table.finish();
    }
    printRefusals(out, plan.refusals());
    out.println(
        String.format(
            Locale.ROOT,
            "plan: %d sources of %d series, about %,d rows, %,d bytes, about %d s",
            plan.sources().size(),
            plan.series().size(),
            plan.rows(),
            plan.bytes(),
            plan.duration().toSeconds()));
    out.flush();
  }

  static void printRefusals(PrintWriter out, List<Refusal> refusals) {
    refusals.stream().limit(SHOWN_REFUSALS).forEach(refusal -> out.println("refused: " + refusal));
    if (refusals.size() > SHOWN_REFUSALS) {
      out.println("refused: " + (refusals.size() - SHOWN_REFUSALS) + " more, see --json");
    }
  }

  static ObjectNode json(BackfillPlan plan) {
    ObjectNode node = Json.object();
    node.put("provider", plan.provider());
    node.put("sources", plan.sources().size());
    node.put("estimated_rows", plan.rows());
    node.put("bytes", plan.bytes());
    node.put("estimated_seconds", plan.duration().toSeconds());
    ArrayNode all = node.putArray("series");
    for (PlannedSeries series : plan.series()) {
      ObjectNode one = all.addObject();
      one.put("provider", series.provider());
      one.put("instrument", series.instrument());
      one.put("type", series.type());
      one.put("sources", series.sources());
      one.put("estimated_rows", series.rows());
      one.put("bytes", series.bytes());
    }
    node.set("refusals", refusals(plan.refusals()));
    return node;
  }

  static ArrayNode refusals(List<Refusal> refusals) {
    ArrayNode all = Json.object().arrayNode();
    for (Refusal refusal : refusals) {
      ObjectNode one = all.addObject();
      one.put("source", refusal.source());
      one.put("code", refusal.code());
      one.put("why", refusal.why());
      one.put("fix", refusal.fix());
    }
    return all;
  }
}
