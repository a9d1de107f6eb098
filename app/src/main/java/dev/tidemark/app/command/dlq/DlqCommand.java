package dev.tidemark.app.command.dlq;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark dlq}: the group. */
@Command(
    name = "dlq",
    header = "Lists, shows, corrects and replays dead letters.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark dlq list --reason NEGATIVE_SIZE",
      "  tidemark dlq show 3f2a",
      "  tidemark dlq replay --all"
    })
public final class DlqCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  public static CommandLine tree(Host host) {
    CommandLine group = new CommandLine(new DlqCommand());
    group.addSubcommand(new DlqListCommand(host));
    group.addSubcommand(new DlqShowCommand(host));
    group.addSubcommand(new DlqReplayCommand(host));
    group.addSubcommand(new DlqFixCommand(host));
    group.addSubcommand(new DlqDiscardCommand(host));
    return group;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
