package dev.tidemark.app.command.smartdb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.TextTable;
import dev.tidemark.app.smartdb.check.CheckPlan;
import dev.tidemark.app.smartdb.check.FeatureResult;
import dev.tidemark.app.smartdb.check.MarketCheck;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.app.wiring.Lakes;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.TableStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark smartdb check}. */
@Command(
    name = "check",
    header = "Compares every feature of the database with the program's own kernels.",
    description = {
      "",
      "The database computes from what was loaded into it, the kernels from the records of the lake,"
          + " which are read here again. Decimals must be equal to the last digit, doubles within 1e-9"
          + " of their size. Snapshots are compared at random times as known at random times. Exit code"
          + " 1 when anything is different; the first row that is, is printed.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark smartdb check",
      "  tidemark smartdb check --instruments EURUSD@fxcm --start 2014-05-02 --end 2014-05-06",
      "  tidemark smartdb check --as-known 2024-08-09T00:00:00Z --json"
    })
final class CheckCommand extends MarketCommand {
  @Mixin private PeriodOptions period = new PeriodOptions();

  @Option(
      names = "--as-known",
      paramLabel = "TIME",
      description = "Compare what was known then; default: all that was told.")
  private @Nullable Instant asKnown;

  @Option(
      names = "--loaded-from",
      paramLabel = "DATE",
      description = "First day that was loaded, where the database has not all of the lake.")
  private @Nullable LocalDate loadedFrom;

  @Option(
      names = "--probes",
      paramLabel = "N",
      description = "Snapshots compared per series; default 200.")
  private int probes = 200;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of their times; default 1.")
  private long seed = 1;

  CheckCommand(Host host) {
    super(host);
  }

  @Override
  int run(Databases.Opened opened, Settings settings) {
    CheckPlan plan =
        new CheckPlan(
            period.instruments(),
            Optional.ofNullable(loadedFrom),
            period.start(),
            period.end(),
            Optional.ofNullable(asKnown),
            Math.max(0, probes),
            seed);
    List<FeatureResult> results;
    try (TableStore store = Lakes.open(host(), settings)) {
      results =
          new MarketCheck(
                  store,
                  opened.database(),
                  plan,
                  series -> host().terminal().status(String.valueOf(series)))
              .run();
    }
    host().terminal().clearStatus();
    if (results.isEmpty()) {
      throw TidemarkException.of(
          ErrorCode.NOT_FOUND,
          "Nothing to compare",
          "the lake has no ticks and no minutes of these instruments",
          "see 'tidemark tables list', or run 'tidemark backfill' first");
    }
    if (json()) {
      printJson(results);
    } else {
      print(results);
    }
    return different(results) > 0 ? ExitCodes.FINDINGS : ExitCodes.OK;
  }

  private static long different(List<FeatureResult> results) {
    return results.stream().mapToLong(FeatureResult::different).sum();
  }

  private void print(List<FeatureResult> results) {
    TextTable table =
        new TextTable(
            out(),
            List.of(
                "series",
                "feature",
                "rows",
                "equal",
                "within 1e-9",
                "different",
                "greatest distance",
                "verdict"));
    for (FeatureResult each : results) {
      table.row(
          Arrays.asList(
              each.series().toString(),
              each.feature(),
              each.rows(),
              each.equal(),
              each.within(),
              each.different(),
              each.worst() == 0 ? "0" : String.format(Locale.ROOT, "%.1e", each.worst()),
              each.verdict()));
    }
    table.finish();
    for (FeatureResult each : results) {
      if (each.different() > 0) {
        out().println(each.series() + " " + each.feature() + " first differs: " + each.first());
      }
    }
    out()
        .println(
            String.format(
                Locale.ROOT,
                "equal=%d within=%d different=%d",
                results.stream().mapToLong(FeatureResult::equal).sum(),
                results.stream().mapToLong(FeatureResult::within).sum(),
                different(results)));
    out().flush();
  }

  private void printJson(List<FeatureResult> results) {
    ObjectNode document = Json.object();
    ArrayNode all = document.putArray("features");
    for (FeatureResult each : results) {
      ObjectNode one = all.addObject();
      one.put("series", each.series().toString());
      one.put("feature", each.feature());
      one.put("rows", each.rows());
      one.put("equal", each.equal());
      one.put("within", each.within());
      one.put("different", each.different());
      one.put("greatest_distance", each.worst());
      one.put("verdict", each.verdict());
      if (!each.first().isEmpty()) {
        one.put("first_difference", each.first());
      }
    }
    document.put("different", different(results));
    Json.print(out(), document);
  }
}
