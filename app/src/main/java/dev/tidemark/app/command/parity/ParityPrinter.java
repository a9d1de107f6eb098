package dev.tidemark.app.command.parity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.host.Terminal;
import dev.tidemark.app.parity.Engine;
import dev.tidemark.app.parity.ParityTable;
import dev.tidemark.app.parity.ParityTable.Cell;
import dev.tidemark.app.parity.Plan;
import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.app.render.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints feature × engine. */
final class ParityPrinter {
  private final PrintWriter out;
  private final Plan plan;
  private final ParityTable table;
  private final long records;
  private final double seconds;
  private final Map<String, Double> phases;

  ParityPrinter(
      Terminal terminal,
      Plan plan,
      ParityTable table,
      long records,
      double seconds,
      Map<String, Double> phases) {
    this.out = terminal.out();
    this.plan = plan;
    this.table = table;
    this.records = records;
    this.seconds = seconds;
    this.phases = phases;
  }

  void print(boolean json) {
    if (json) {
      printJson();
    } else {
      printTable();
    }
  }

  private void printTable() {
    for (SeriesLog log : plan.logs()) {
      int most = Math.min(plan.most(), log.records().size());
      out.printf(
          Locale.ROOT,
          "%s (%s): %,d records, %s%n",
          log.key(),
          log.instrument().calendar(),
          log.records().size(),
          most == log.records().size()
              ? "all of them under each seed"
              : String.format(Locale.ROOT, "%,d of them under each seed", most));
    }
    List<String> columns = new ArrayList<>(List.of("feature"));
    table.engines().forEach(engine -> columns.add(engine.text()));
    TextTable lines = new TextTable(out, columns);
    table
        .cells()
        .forEach(
            (feature, cells) -> {
              List<@Nullable Object> line = new ArrayList<>();
              line.add(feature);
              for (Engine engine : table.engines()) {
                line.add(shown(cells.get(engine.text())));
              }
              lines.row(line);
            });
    lines.finish();
    firsts();
    out.printf(
        Locale.ROOT,
        "seeds=%d series=%d records=%d compared=%d different=%d seconds=%.1f%n",
        plan.seeds(),
        plan.series(),
        records,
        table.compared(),
        table.different(),
        seconds);
    List<String> parts = new ArrayList<>();
    phases.forEach(
        (phase, each) -> parts.add(String.format(Locale.ROOT, "%s %.1f s", phase, each)));
    out.println(String.join(", ", parts));
    out.flush();
  }

  /** {@code compared = equal}, or how many are different. */
  private static @Nullable String shown(@Nullable Cell cell) {
    if (cell == null) {
      return null;
    }
    return cell.different() == 0
        ? String.format(Locale.ROOT, "%,d equal", cell.equal())
        : String.format(
            Locale.ROOT,
            "%,d compared, %,d equal, %,d DIFFERENT",
            cell.compared(),
            cell.equal(),
            cell.different());
  }

  private void firsts() {
    table
        .cells()
        .forEach(
            (feature, cells) ->
                cells.forEach(
                    (engine, cell) -> {
                      if (cell.different() > 0) {
                        out.println(feature + " of " + engine + " first differs: " + cell.first());
                      }
                    }));
  }

  private void printJson() {
    ObjectNode document = Json.object();
    document.put("seed", plan.seed()).put("seeds", plan.seeds()).put("series", plan.series());
    document.put("records", records);
    document.put("compared", table.compared());
    document.put("different", table.different());
    document.put("seconds", Math.round(seconds * 10) / 10.0);
    ObjectNode spent = document.putObject("phase_seconds");
    phases.forEach((phase, each) -> spent.put(phase, Math.round(each * 10) / 10.0));
    var logs = document.putArray("logs");
    for (SeriesLog log : plan.logs()) {
      ObjectNode each = logs.addObject();
      each.put("series", log.key());
      each.put("calendar", log.instrument().calendar().name());
      each.put("records", log.records().size());
      each.put("records_per_seed", Math.min(plan.most(), log.records().size()));
    }
    ObjectNode features = document.putObject("features");
    table
        .cells()
        .forEach(
            (feature, cells) -> {
              ObjectNode line = features.putObject(feature);
              cells.forEach(
                  (engine, cell) -> {
                    ObjectNode one = line.putObject(engine);
                    one.put("compared", cell.compared());
                    one.put("equal", cell.equal());
                    one.put("different", cell.different());
                    if (cell.different() > 0) {
                      one.put("first_difference", cell.first());
                    }
                  });
            });
    Json.print(out, document);
  }
}
