package dev.tidemark.app.command.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.DurationConverter;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.VacuumRequest;
import dev.tidemark.lake.VacuumResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark tables vacuum}. */
@Command(
    name = "vacuum",
    header = "Deletes files that no version within the retention needs.",
    description = {
      "",
      "Ends time travel to versions older than the retention. Less than seven days is refused without"
          + " --force, because it can take files away from a running reader.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark tables vacuum bronze.raw_trades --dry-run",
      "  tidemark tables vacuum bronze.raw_trades --retention 30d"
    })
final class VacuumCommand extends LakeCommand {
  @Parameters(paramLabel = "TABLE", description = "Name, such as bronze.raw_trades.")
  private String table = "";

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Versions younger than this stay readable; default lake.retention.")
  private @Nullable Duration retention;

  @Option(names = "--dry-run", description = "Only list what would be deleted.")
  private boolean dryRun;

  @Option(names = "--force", description = "Allow a retention below seven days.")
  private boolean force;

  VacuumCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    Duration kept = retention == null ? settings.duration(KnownSettings.LAKE_RETENTION) : retention;
    VacuumResult result =
        store.open(TableName.parse(table)).vacuum(new VacuumRequest(kept, dryRun, force));
    if (json()) {
      ObjectNode document = Json.object();
      document.put("table", table);
      document.put("dry_run", result.dryRun());
      document.put("retention", kept.toString());
      document.put("bytes", result.bytes());
      result.files().forEach(document.putArray("files")::add);
      Json.print(out(), document);
      return 0;
    }
    if (dryRun) {
      result.files().forEach(out()::println);
    }
    out()
        .println(
            String.format(
                "%s: %d files, %d bytes %s",
                table,
                result.files().size(),
                result.bytes(),
                result.dryRun() ? "would be deleted" : "deleted"));
    return 0;
  }
}
