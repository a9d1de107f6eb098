package dev.tidemark.app.command.smartdb;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark smartdb}: the group. */
@Command(
    name = "smartdb",
    header = "Migrates, fills, checks and looks into the database of market data.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark smartdb migrate",
      "  tidemark smartdb status --json",
      "  tidemark smartdb psql -c \"SELECT * FROM api.feature_registry\""
    })
public final class SmartdbCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  public static CommandLine tree(Host host) {
    CommandLine group = new CommandLine(new SmartdbCommand());
    group.addSubcommand(new MigrateCommand(host));
    group.addSubcommand(new LoadCommand(host));
    group.addSubcommand(new CheckCommand(host));
    group.addSubcommand(new StatusCommand(host));
    group.addSubcommand(new PsqlCommand(host));
    group.addSubcommand(new ContractCommand(host));
    group.addSubcommand(new RetainCommand(host));
    return group;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
