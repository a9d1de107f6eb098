package dev.tidemark.app.command.smartdb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.TextTable;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.contract.ContractResult;
import dev.tidemark.smartdb.contract.ContractSuite;
import dev.tidemark.smartdb.market.MarketStatus;
import dev.tidemark.smartdb.market.ScratchDatabase;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark smartdb contract}. */
@Command(
    name = "contract",
    header = "Checks on any PostgreSQL or TimescaleDB that it serves what the contract says.",
    description = {
      "",
      "Makes a database of its own there, loads simulated data into it, compares every feature, bar"
          + " and right with what the kernels and the contract say, and drops it. The user must be"
          + " allowed to create databases, and roles where those of Tidemark are missing. The"
          + " password is taken from TIDEMARK_DB_PASSWORD. Exit code 1 when a check fails.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark smartdb contract --jdbc jdbc:postgresql://db/postgres --user postgres",
      "  tidemark smartdb contract --jdbc jdbc:postgresql://db/postgres --user postgres --json"
    })
final class ContractCommand implements Callable<Integer> {
  private static final String PASSWORD = "TIDEMARK_DB_PASSWORD";

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--jdbc",
      required = true,
      paramLabel = "URL",
      description = "Address of any database of the server.")
  private String jdbc = "";

  @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who logs in.")
  private String user = "";

  @Option(
      names = "--seed",
      defaultValue = "7",
      paramLabel = "N",
      description = "Of the simulated data; default ${DEFAULT-VALUE}.")
  private long seed;

  private final Host host;

  ContractCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    String password = host.environment().getOrDefault(PASSWORD, "");
    String name = "tidemark_contract_" + ProcessHandle.current().pid();
    PrintWriter out = host.terminal().out();
    try (ScratchDatabase scratch = ScratchDatabase.create(jdbc, user, password, name)) {
      MarketStatus.BackEnd backEnd = MarketStatus.backEnd(scratch.database());
      List<ContractResult> results = ContractSuite.run(scratch.database(), seed, result -> {});
      if (output.json()) {
        printJson(out, backEnd, results);
      } else {
        printText(out, backEnd, results);
      }
      return results.stream().allMatch(ContractResult::passed) ? ExitCodes.OK : ExitCodes.FINDINGS;
    } catch (SQLException e) {
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              "The contract could not be checked",
              String.valueOf(e.getMessage()),
              "Check that the server is up",
              e)
          .withDetail("url", jdbc);
    }
  }

  private void printText(
      PrintWriter out, MarketStatus.BackEnd backEnd, List<ContractResult> results) {
    out.println(
        backEnd.kind()
            + ", PostgreSQL "
            + backEnd.server()
            + backEnd.extension().map(v -> ", TimescaleDB " + v).orElse("")
            + (backEnd.vectors() ? ", pgvector" : "")
            + ", seed "
            + seed);
    out.println();
    TextTable table = new TextTable(out, List.of("check", "outcome", "compared"));
    results.forEach(
        r -> table.row(Arrays.asList(r.check(), r.passed() ? "equal" : "DIFFERENT", r.compared())));
    table.finish();
    results.stream()
        .filter(r -> !r.passed())
        .forEach(r -> out.println(System.lineSeparator() + r.check() + ": " + r.difference()));
    long failed = results.stream().filter(r -> !r.passed()).count();
    out.println();
    out.println(results.size() + " checks, " + failed + " failed");
    out.flush();
  }

  private void printJson(
      PrintWriter out, MarketStatus.BackEnd backEnd, List<ContractResult> results) {
    ObjectNode document =
        Json.object()
            .put("back_end", backEnd.kind())
            .put("server", backEnd.server())
            .put("timescaledb", backEnd.extension().orElse(null))
            .put("vectors", backEnd.vectors())
            .put("seed", seed)
            .put("passed", results.stream().allMatch(ContractResult::passed));
    ArrayNode checks = document.putArray("checks");
    results.forEach(
        r ->
            checks
                .addObject()
                .put("check", r.check())
                .put("passed", r.passed())
                .put("compared", r.compared())
                .put("difference", r.difference()));
    Json.print(out, document);
  }
}
