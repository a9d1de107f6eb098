package dev.tidemark.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Silver;
import dev.tidemark.lake.TableStore;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.BuildResult;
import dev.tidemark.transform.SilverBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark transform}. */
@Command(
    name = "transform",
    header = "Builds the silver tables from bronze.",
    description = {
      "",
      "market_data_unified (the winning bar of each key, with every change of winner), then"
          + " market_data_enriched (indicators and regime), then multi_timeframe_analysis (the pulse)."
          + " Incremental: the rows are the same as those of a full build, to the bit.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark transform", "  tidemark transform --full --json"})
public final class TransformCommand extends LakeCommand {
  @Option(names = "--full", description = "Build everything anew.")
  private boolean full;

  public TransformCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    BuildMode mode = full ? BuildMode.FULL : BuildMode.INCREMENTAL;
    return Silver.building(store, settings, host(), silver -> run(silver, mode));
  }

  private int run(SilverBuild silver, BuildMode mode) {
    List<Function<BuildMode, BuildResult>> steps =
        List.of(silver::unify, silver::enrich, silver::pulse);
    List<BuildResult> results = new ArrayList<>();
    for (Function<BuildMode, BuildResult> step : steps) {
      BuildResult result = step.apply(mode);
      results.add(result);
      if (!json()) {
        print(result);
      }
    }
    if (json()) {
      printJson(results);
    }
    return 0;
  }

  private void print(BuildResult result) {
    out()
        .println(
            String.format(
                Locale.ROOT,
                "%-36s %-11s %,11d rows read  %,11d written  %,6d late  %,d off the grid  %.1f s"
                    + "  %,.0f rows/s",
                result.table(),
                result.full() ? "full" : "incremental",
                result.rowsRead(),
                result.rowsWritten(),
                result.lateRows(),
                result.offGrid(),
                result.elapsed().toMillis() / 1e3,
                result.rowsPerSecond()));
    out().flush();
  }

  private void printJson(List<BuildResult> results) {
    ObjectNode document = Json.object();
    ArrayNode tables = document.putArray("tables");
    for (BuildResult result : results) {
      ObjectNode one = tables.addObject();
      one.put("table", result.table().toString());
      one.put("full", result.full());
      one.put("series", result.series());
      one.put("rows_read", result.rowsRead());
      one.put("rows_written", result.rowsWritten());
      one.put("late_rows", result.lateRows());
      one.put("off_grid", result.offGrid());
      one.put("version", result.version());
      one.put("seconds", result.elapsed().toMillis() / 1e3);
    }
    Json.print(out(), document);
  }
}
