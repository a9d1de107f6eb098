package dev.tidemark.app.command;

import dev.tidemark.app.cli.MissingCommandException;
import dev.tidemark.app.cli.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root: without a command it shows its help. */
@Command(
    name = "tidemark",
    header = "The market-data platform that cannot look ahead.",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "Takes market data from providers and files through gates into a Delta lake and computes"
          + " point-in-time features from it. Any unambiguous prefix of a command works:"
          + " 'tidemark vers' is 'tidemark version'.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark doctor                 is this machine ready?",
      "  tidemark golden vectors         run golden vectors through the production classes",
      "  tidemark COMMAND --help         options and examples of one command"
    })
public final class TidemarkCommand implements Runnable {
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
