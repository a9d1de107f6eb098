package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.schema.SchemaCheck;
import dev.tidemark.stream.schema.SchemaFiles;
import dev.tidemark.stream.schema.SchemaVerdict;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark schemas release}. */
@Command(
    name = "release",
    header = "Keeps changed schema files as released versions, with their fingerprints.",
    description = {"", "For developers, before a release; commit what it writes.", ""},
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark schemas release --schemas stream/src/main/avro"})
final class SchemasReleaseCommand extends SchemaCommand {
  @Option(
      names = "--schemas",
      paramLabel = "DIR",
      required = true,
      description = "Directory with the schema files.")
  private String directory = "";

  SchemasReleaseCommand(Host host) {
    super(host);
  }

  @Override
  int run(Settings settings) {
    SchemaFiles files = SchemaFiles.in(host().resolve(directory));
    List<SchemaVerdict> verdicts = new SchemaCheck(files).released();
    for (SchemaVerdict verdict : verdicts) {
      if (!verdict.isGood()) {
        throw TidemarkException.of(
            ErrorCode.PRECONDITION_FAILED,
            verdict.schema().file() + ".avsc cannot be released",
            String.join("; ", verdict.reasons()),
            "Run 'tidemark schemas check', which says how to migrate");
      }
    }
    for (SchemaVerdict verdict : verdicts) {
      if (verdict.state() == SchemaVerdict.State.COMPATIBLE) {
        int version = files.release(verdict.schema());
        out().println(verdict.schema().subject() + " version " + version + " released");
      }
    }
    return ExitCodes.OK;
  }
}
