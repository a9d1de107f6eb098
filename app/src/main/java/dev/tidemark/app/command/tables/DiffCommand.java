package dev.tidemark.app.command.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.lake.TableDiff;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark tables diff}. */
@Command(
    name = "diff",
    header = "Compares two versions of a table.",
    description = {
      "",
      "Rows are compared as they are, whatever files they are in: compaction changes no row.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark tables diff silver.market_data_unified 3 7",
      "  tidemark tables diff bronze.raw_trades 0 1 --json"
    })
final class DiffCommand extends LakeCommand {
  @Parameters(index = "0", paramLabel = "TABLE", description = "Name, such as bronze.raw_trades.")
  private String table = "";

  @Parameters(index = "1", paramLabel = "FROM", description = "Earlier version.")
  private long from;

  @Parameters(index = "2", paramLabel = "TO", description = "Later version.")
  private long to;

  DiffCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    TableDiff diff = store.open(TableName.parse(table)).diff(from, to);
    PrintWriter out = out();
    if (json()) {
      ObjectNode document = Json.object();
      document.put("table", table);
      document.put("from", diff.from());
      document.put("to", diff.to());
      document.put("rows_added", diff.rowsAdded());
      document.put("rows_removed", diff.rowsRemoved());
      diff.filesAdded().forEach(document.putArray("files_added")::add);
      diff.filesRemoved().forEach(document.putArray("files_removed")::add);
      Json.print(out, document);
      return 0;
    }
    out.println(table + " from version " + diff.from() + " to " + diff.to());
    out.println("rows   +" + diff.rowsAdded() + " -" + diff.rowsRemoved());
    out.println("files  +" + diff.filesAdded().size() + " -" + diff.filesRemoved().size());
    return 0;
  }
}
