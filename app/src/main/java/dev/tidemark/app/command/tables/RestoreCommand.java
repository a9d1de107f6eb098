package dev.tidemark.app.command.tables;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark tables restore}. */
@Command(
    name = "restore",
    header = "Makes the rows of an earlier version the latest.",
    description = {
      "",
      "Writes a new version, so that a restore can itself be undone by another one.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark tables restore silver.market_data_unified 12"})
final class RestoreCommand extends LakeCommand {
  @Parameters(index = "0", paramLabel = "TABLE", description = "Name, such as bronze.raw_trades.")
  private String table = "";

  @Parameters(index = "1", paramLabel = "VERSION", description = "The version to go back to.")
  private long version;

  RestoreCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    return CommitPrinter.print(
        out(), json(), table, store.open(TableName.parse(table)).restore(version));
  }
}
