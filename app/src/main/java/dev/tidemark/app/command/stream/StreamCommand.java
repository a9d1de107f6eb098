package dev.tidemark.app.command.stream;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark stream}: the group. */
@Command(
    name = "stream",
    header = "Runs the jobs of the real-time path on a Flink cluster.",
    description = {
      "",
      "Without a cluster 'tidemark up' runs the same jobs inside its own process.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark stream submit archive --cluster http://flink:8081",
      "  tidemark stream status --cluster http://flink:8081",
      "  tidemark stream savepoint archive --stop --cluster http://flink:8081"
    })
public final class StreamCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  public static CommandLine tree(Host host) {
    CommandLine group = new CommandLine(new StreamCommand());
    group.addSubcommand(new SubmitCommand(host));
    group.addSubcommand(new JobsCommand(host));
    group.addSubcommand(new SavepointCommand(host));
    group.addSubcommand(new CancelCommand(host));
    group.addSubcommand(new JarCommand(host));
    group.addSubcommand(new NodeCommand(host));
    return group;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
