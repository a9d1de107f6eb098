package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.SchemaCatalogues;
import dev.tidemark.stream.schema.SchemaCheck;
import dev.tidemark.stream.schema.SchemaFiles;
import dev.tidemark.stream.schema.TopicSchema;
import picocli.CommandLine.Command;

/** {@code tidemark schemas register}. */
@Command(
    name = "register",
    header = "Registers the schemas of this program, under the compatibility that topics have.",
    description = {
      "",
      "'tidemark up' does this, too. What is registered already stays as it is.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark schemas register",
      "  TIDEMARK_REGISTRY_URL=https://registry:8081 tidemark schemas register"
    })
final class SchemasRegisterCommand extends SchemaCommand {
  SchemasRegisterCommand(Host host) {
    super(host);
  }

  @Override
  int run(Settings settings) {
    try (SchemaCatalogues.Opened registry = SchemaCatalogues.open(settings)) {
      new SchemaCheck(SchemaFiles.ofProgram()).register(registry.catalogue());
      out()
          .println(
              TopicSchema.values().length
                  + " subjects are in "
                  + registry.name()
                  + ", compatibility "
                  + SchemaCheck.LEVEL);
    }
    return ExitCodes.OK;
  }
}
