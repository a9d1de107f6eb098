package dev.tidemark.app.command.tables;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark tables zorder}. */
@Command(
    name = "zorder",
    header = "Rewrites a table so that a filter on any of the columns reads few files.",
    description = "%nEach partition in Z-order (Morton) of the columns. Changes no row.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark tables zorder silver.market_data_enriched instrument event_time",
      "  tidemark tables zorder bronze.raw_trades instrument price --partition event_date=2026-03-02"
    })
final class ZOrderCommand extends LakeCommand {
  @Parameters(index = "0", paramLabel = "TABLE", description = "Name, such as bronze.raw_trades.")
  private String table = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COLUMN", description = "One or more.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--partition",
      paramLabel = "COLUMN=VALUE",
      description = "Only this partition; may be repeated for several columns.")
  private Map<String, String> partition = new LinkedHashMap<>();

  ZOrderCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    Table opened = store.open(TableName.parse(table));
    OptimizeRequest request =
        new OptimizeRequest(
            PartitionFilter.of(opened.spec(), partition),
            settings.size(KnownSettings.LAKE_FILE_SIZE));
    return CommitPrinter.print(out(), json(), table, opened.zOrder(columns, request));
  }
}
