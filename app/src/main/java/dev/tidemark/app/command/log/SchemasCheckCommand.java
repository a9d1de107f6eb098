package dev.tidemark.app.command.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.SchemaCatalogues;
import dev.tidemark.stream.schema.SchemaCheck;
import dev.tidemark.stream.schema.SchemaFiles;
import dev.tidemark.stream.schema.SchemaVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark schemas check}. */
@Command(
    name = "check",
    header = "Holds the schema files against the released and the registered versions.",
    description = {
      "",
      "An incompatible schema is explained, with the steps to migrate; exit code 1. The build does"
          + " the same against the released versions.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark schemas check",
      "  tidemark schemas check --schemas stream/src/main/avro --released-only",
      "  TIDEMARK_REGISTRY_URL=https://registry:8081 tidemark schemas check --json"
    })
final class SchemasCheckCommand extends SchemaCommand {
  @Option(
      names = "--schemas",
      paramLabel = "DIR",
      description = "Directory with the schema files; default those of this program.")
  private @Nullable String directory;

  @Option(names = "--released-only", description = "Ask no registry.")
  private boolean releasedOnly;

  SchemasCheckCommand(Host host) {
    super(host);
  }

  @Override
  int run(Settings settings) {
    SchemaFiles files =
        directory == null ? SchemaFiles.ofProgram() : SchemaFiles.in(host().resolve(directory));
    SchemaCheck check = new SchemaCheck(files);
    List<SchemaVerdict> verdicts = new ArrayList<>(check.released());
    boolean asked = !releasedOnly && SchemaCatalogues.exists(settings);
    if (asked) {
      try (SchemaCatalogues.Opened registry = SchemaCatalogues.open(settings)) {
        verdicts.addAll(check.registered(registry.catalogue()));
      }
    }
    if (json()) {
      ArrayNode found = Json.object().arrayNode();
      verdicts.forEach(verdict -> found.add(document(verdict)));
      Json.print(out(), Json.object().set("schemas", found));
    } else {
      verdicts.forEach(this::print);
      if (!asked) {
        out().println("No registry was asked: only released versions were compared");
      }
    }
    return verdicts.stream().allMatch(SchemaVerdict::isGood) ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  private void print(SchemaVerdict verdict) {
    out()
        .println(
            String.format(
                "%-12s %-24s %s",
                verdict.state(), verdict.schema().topic().topicName(), verdict.detail()));
    verdict.reasons().forEach(reason -> out().println("  - " + reason));
    if (!verdict.plan().isEmpty()) {
      out().println("  Migration plan:");
      int step = 1;
      for (String text : verdict.plan()) {
        out().println("  " + step++ + ". " + text);
      }
    }
  }

  private static ObjectNode document(SchemaVerdict verdict) {
    ObjectNode document = Json.object();
    document.put("subject", verdict.schema().subject());
    document.put("file", verdict.schema().file() + ".avsc");
    document.put("state", verdict.state().name());
    document.put("detail", verdict.detail());
    ArrayNode reasons = document.putArray("reasons");
    verdict.reasons().forEach(reasons::add);
    ArrayNode plan = document.putArray("plan");
    verdict.plan().forEach(plan::add);
    return document;
  }
}
