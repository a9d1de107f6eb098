package dev.tidemark.app.command.tables;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark tables}: the group. */
@Command(
    name = "tables",
    header = "Lists, reads, compares and maintains the tables of the lake.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark tables list",
      "  tidemark tables read silver.market_data_enriched --limit 5",
      "  tidemark tables history bronze.raw_market_data_1m"
    })
public final class TablesCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  public static CommandLine tree(Host host) {
    CommandLine group = new CommandLine(new TablesCommand());
    group.addSubcommand(new ListCommand(host));
    group.addSubcommand(new ReadCommand(host));
    group.addSubcommand(new HistoryCommand(host));
    group.addSubcommand(new DiffCommand(host));
    group.addSubcommand(new OptimizeCommand(host));
    group.addSubcommand(new ZOrderCommand(host));
    group.addSubcommand(new VacuumCommand(host));
    group.addSubcommand(new RestoreCommand(host));
    return group;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
