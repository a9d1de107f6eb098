package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.SchemaCatalogues;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.registry.SubjectVersion;
import dev.tidemark.stream.schema.SchemaFiles;
import dev.tidemark.stream.schema.TopicSchema;
import java.util.List;
import org.apache.avro.SchemaFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark schemas show}. */
@Command(
    name = "show",
    header = "Prints the schema of a topic as JSON.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark schemas show market.trades.v1",
      "  tidemark schemas show market.trades.v1 --version 1"
    })
final class SchemasShowCommand extends SchemaCommand {
  private static final SchemaFormatter PRETTY = SchemaFormatter.getInstance("json/pretty");

  @Parameters(paramLabel = "TOPIC", description = "A topic, its subject or its file.")
  private String name = "";

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "A registered version; default the one this program writes.")
  private @Nullable Integer version;

  SchemasShowCommand(Host host) {
    super(host);
  }

  @Override
  int run(Settings settings) {
    TopicSchema schema = named(name);
    if (version == null) {
      out().println(PRETTY.format(SchemaFiles.ofProgram().current(schema)));
      return ExitCodes.OK;
    }
    try (SchemaCatalogues.Opened registry = SchemaCatalogues.open(settings)) {
      List<SubjectVersion> versions = registry.catalogue().versions(schema.subject());
      out()
          .println(
              versions.stream()
                  .filter(found -> found.version() == version)
                  .findFirst()
                  .map(found -> PRETTY.format(registry.catalogue().byId(found.id())))
                  .orElseThrow(
                      () ->
                          TidemarkException.of(
                              ErrorCode.NOT_FOUND,
                              "There is no version " + version + " of " + schema.subject(),
                              registry.name() + " has " + versions.size(),
                              "Run 'tidemark schemas list'")));
    }
    return ExitCodes.OK;
  }
}
