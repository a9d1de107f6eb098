package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark topics}: the group. */
@Command(
    name = "topics",
    header = "Lists, describes and makes the topics of the log.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark topics list",
      "  tidemark topics describe market.trades.v1",
      "  TIDEMARK_KAFKA_BOOTSTRAP=kafka:9092 tidemark topics create"
    })
public final class TopicsCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  public static CommandLine tree(Host host) {
    CommandLine group = new CommandLine(new TopicsCommand());
    group.addSubcommand(new TopicsListCommand(host));
    group.addSubcommand(new TopicsDescribeCommand(host));
    group.addSubcommand(new TopicsCreateCommand(host));
    return group;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
