package dev.tidemark.app.command.keys;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark keys}: the group. */
@Command(
    name = "keys",
    header = "Creates, lists and revokes API keys.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark keys create --name notebook",
      "  tidemark keys create --tenant research --new-tenant --role READER",
      "  tidemark keys list --json",
      "  tidemark keys revoke KEY_ID"
    })
public final class KeysCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  public static CommandLine tree(Host host) {
    CommandLine group = new CommandLine(new KeysCommand());
    group.addSubcommand(new KeysCreateCommand(host));
    group.addSubcommand(new KeysListCommand(host));
    group.addSubcommand(new KeysRevokeCommand(host));
    return group;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
