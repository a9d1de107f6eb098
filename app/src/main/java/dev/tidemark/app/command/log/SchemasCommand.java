package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark schemas}: the group. */
@Command(
    name = "schemas",
    header = "Lists, shows, checks and registers the schemas of the log's records.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark schemas list",
      "  tidemark schemas show market.trades.v1",
      "  tidemark schemas check --schemas stream/src/main/avro"
    })
public final class SchemasCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  public static CommandLine tree(Host host) {
    CommandLine group = new CommandLine(new SchemasCommand());
    group.addSubcommand(new SchemasListCommand(host));
    group.addSubcommand(new SchemasShowCommand(host));
    group.addSubcommand(new SchemasCheckCommand(host));
    group.addSubcommand(new SchemasRegisterCommand(host));
    group.addSubcommand(new SchemasReleaseCommand(host));
    return group;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
