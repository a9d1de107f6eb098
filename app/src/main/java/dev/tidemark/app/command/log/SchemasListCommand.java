package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.app.wiring.SchemaCatalogues;
import dev.tidemark.stream.registry.SubjectVersion;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code tidemark schemas list}. */
@Command(
    name = "list",
    header = "Lists the registered subjects.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark schemas list", "  tidemark schemas list --json"})
final class SchemasListCommand extends SchemaCommand {
  private static final List<String> COLUMNS =
      List.of("subject", "versions", "latest_id", "compatibility");

  SchemasListCommand(Host host) {
    super(host);
  }

  @Override
  int run(Settings settings) {
    try (SchemaCatalogues.Opened registry = SchemaCatalogues.open(settings)) {
      RowWriter writer = (json() ? RowFormat.JSON : RowFormat.TABLE).writer(out(), COLUMNS);
      for (String subject : registry.catalogue().subjects()) {
        List<SubjectVersion> versions = registry.catalogue().versions(subject);
        writer.row(
            Arrays.asList(
                subject,
                versions.size(),
                versions.get(versions.size() - 1).id(),
                registry.catalogue().level(subject).name()));
      }
      writer.finish();
    }
    return ExitCodes.OK;
  }
}
