package dev.tidemark.app.command.dlq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.lake.TableStore;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark dlq discard}. */
@Command(
    name = "discard",
    header = "Closes a dead letter that is not worth correcting; it stays in the table.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark dlq discard 3f2a"})
final class DlqDiscardCommand extends LakeCommand {
  @Parameters(paramLabel = "ID", description = "An id, or the beginning of one.")
  private String id = "";

  DlqDiscardCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    ReplayCommand.service(store, host(), List.of()).discard(id);
    if (json()) {
      ObjectNode document = Json.object();
      document.put("discarded", id);
      Json.print(out(), document);
    } else {
      out().println("discarded " + id);
    }
    return 0;
  }
}
