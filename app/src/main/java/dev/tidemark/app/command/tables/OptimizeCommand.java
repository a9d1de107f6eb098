package dev.tidemark.app.command.tables;

import dev.tidemark.app.cli.SizeConverter;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark tables optimize}. */
@Command(
    name = "optimize",
    header = "Joins small files into few large sorted ones.",
    description = "%nChanges no row. Old files stay for time travel until a vacuum.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark tables optimize bronze.raw_trades",
      "  tidemark tables optimize bronze.raw_market_data_1m --partition event_month=2026-03-01"
          + " --file-size 256MiB"
    })
final class OptimizeCommand extends LakeCommand {
  @Parameters(paramLabel = "TABLE", description = "Name, such as bronze.raw_trades.")
  private String table = "";

  @Option(
      names = "--partition",
      paramLabel = "COLUMN=VALUE",
      description = "Only this partition; may be repeated for several columns.")
  private Map<String, String> partition = new LinkedHashMap<>();

  @Option(
      names = "--file-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Wanted size of a file; default lake.file-size.")
  private @Nullable Long fileSize;

  OptimizeCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    Table opened = store.open(TableName.parse(table));
    long bytes = fileSize == null ? settings.size(KnownSettings.LAKE_FILE_SIZE) : fileSize;
    OptimizeRequest request =
        new OptimizeRequest(PartitionFilter.of(opened.spec(), partition), bytes);
    return CommitPrinter.print(out(), json(), table, opened.optimize(request));
  }
}
