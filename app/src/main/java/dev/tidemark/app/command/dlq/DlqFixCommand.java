package dev.tidemark.app.command.dlq;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.replay.ReplayService;
import dev.tidemark.ingest.replay.ReplaySummary;
import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark dlq fix}. */
@Command(
    name = "fix",
    header = "Replays one dead letter with a corrected payload.",
    description = {
      "",
      "'dlq show' prints the payload as it came. Exit code 1 when it is rejected again. With --topic the"
          + " payload is the whole record as JSON; without known_time it counts as known now.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark dlq fix 3f2a --payload \"2026-03-02 14:30:00,101.5,102,101,101.7,1200\"",
      "  tidemark dlq fix 3f2a --payload-file corrected.txt"
    })
final class DlqFixCommand extends ReplayCommand {
  @Parameters(paramLabel = "ID", description = "An id, or the beginning of one.")
  private String id = "";

  @ArgGroup(multiplicity = "1")
  private Payload payload = new Payload();

  /** Either of the two. */
  static final class Payload {
    @Option(names = "--payload", paramLabel = "TEXT", description = "The corrected record.")
    private @Nullable String text;

    @Option(names = "--payload-file", paramLabel = "FILE", description = "A file that holds it.")
    private @Nullable String file;
  }

  @Mixin private TopicChoice topic = new TopicChoice();

  DlqFixCommand(Host host) {
    super(host);
  }

  @Override
  protected OptionalInt runWithoutLake(Settings settings) {
    return topic
        .topic()
        .map(
            of ->
                OptionalInt.of(
                    new TopicLetters(host(), settings, of)
                        .fix(id, payload.text == null ? read() : payload.text, json())))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  ReplaySummary replay(ReplayService service) {
    return service.replay(id, payload.text == null ? read() : payload.text);
  }

  private String read() {
    String name = String.valueOf(payload.file);
    try {
      return Files.readString(host().resolve(name)).stripTrailing();
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The payload cannot be read",
              String.valueOf(e.getMessage()),
              "name a readable text file",
              e)
          .withDetail("file", name);
    }
  }
}
