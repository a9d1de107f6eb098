package dev.tidemark.app.command.tables;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code tidemark tables list}. */
@Command(
    name = "list",
    header = "Lists the tables with their size and age.",
    description = "%nRows are counted from the files' statistics, without reading them.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark tables list", "  tidemark tables list --json"})
final class ListCommand extends LakeCommand {
  private static final List<String> COLUMNS =
      List.of("table", "version", "rows", "files", "bytes", "committed", "owner", "description");

  ListCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    RowFormat format = json() ? RowFormat.JSON : RowFormat.TABLE;
    List<TableName> names = store.list();
    RowWriter writer = format.writer(out(), COLUMNS);
    for (TableName name : names) {
      Table table = store.open(name);
      Snapshot latest = table.latest();
      TableSpec spec = table.spec();
      writer.row(
          Arrays.asList(
              name.toString(),
              latest.version(),
              latest.rows(),
              latest.files(),
              latest.bytes(),
              latest.timestamp(),
              spec.owner(),
              spec.description()));
    }
    writer.finish();
    if (names.isEmpty() && !json()) {
      host()
          .terminal()
          .err()
          .println("The lake is empty: 'tidemark backfill' or 'tidemark demo' fills it.");
    }
    return 0;
  }
}
