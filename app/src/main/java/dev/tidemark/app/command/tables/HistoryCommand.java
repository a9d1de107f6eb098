package dev.tidemark.app.command.tables;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.lake.HistoryEntry;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark tables history}. */
@Command(
    name = "history",
    header = "Shows the commits of a table, newest first.",
    description = "%nEvery change with its operation, the numbers it recorded, and who wrote it.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark tables history silver.market_data_unified",
      "  tidemark tables history bronze.raw_trades --limit 3 --json"
    })
final class HistoryCommand extends LakeCommand {
  private static final List<String> COLUMNS =
      List.of("version", "committed", "operation", "metrics", "metadata", "engine");

  @Parameters(paramLabel = "TABLE", description = "Name, such as bronze.raw_trades.")
  private String table = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 20.")
  private int limit = 20;

  HistoryCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    RowFormat format = json() ? RowFormat.JSON : RowFormat.TABLE;
    List<HistoryEntry> entries = store.open(TableName.parse(table)).history(limit);
    RowWriter writer = format.writer(out(), COLUMNS);
    for (HistoryEntry entry : entries) {
      writer.row(
          Arrays.asList(
              entry.version(),
              entry.timestamp(),
              entry.operation(),
              pairs(entry.metrics()),
              pairs(entry.metadata()),
              entry.engine()));
    }
    writer.finish();
    return 0;
  }

  private static String pairs(Map<String, ?> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
  }
}
