package dev.tidemark.app.command.torture;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark torture}: the group. */
@Command(
    name = "torture",
    header = "Kills real processes and checks that nothing is lost or doubled.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark torture backfill --kills 5 --seed 1",
      "  tidemark torture tables --seconds 60"
    })
public final class TortureCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  public static CommandLine tree(Host host) {
    CommandLine group = new CommandLine(new TortureCommand());
    group.addSubcommand(new TortureBackfillCommand(host));
    group.addSubcommand(new TortureTablesCommand(host));
    group.addSubcommand(new TortureJobsCommand(host));
    group.addSubcommand(new TortureSmartdbCommand(host));
    group.addSubcommand(new TortureStreamCommand(host));
    return group;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
