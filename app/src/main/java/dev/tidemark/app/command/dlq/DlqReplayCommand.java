package dev.tidemark.app.command.dlq;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.replay.ReplayService;
import dev.tidemark.ingest.replay.ReplaySummary;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark dlq replay}. */
@Command(
    name = "replay",
    header = "Sends open dead letters through the gate again.",
    description = {
      "",
      "Each is read with its layout as it is now. What passes is stored at its own source position, so"
          + " that replaying twice stores once; the rest stays open. Exit code 1 when any was rejected"
          + " again.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark dlq replay 3f2a",
      "  tidemark dlq replay --reason BAD_NUMBER --mapping my-layout.yaml",
      "  tidemark dlq replay --all --json",
      "  tidemark dlq replay --topic market.trades.v1 --reason UNKNOWN_SCHEMA"
    })
final class DlqReplayCommand extends ReplayCommand {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "One of them, or its beginning.")
  private @Nullable String id;

  @Mixin private LetterFilter letters = new LetterFilter();
  @Mixin private TopicChoice topic = new TopicChoice();

  @Option(names = "--all", description = "All that are open.")
  private boolean all;

  DlqReplayCommand(Host host) {
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
                        .replay(id, letters.reason(), all, json())))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  ReplaySummary replay(ReplayService service) {
    if (id != null) {
      return service.replay(id);
    }
    if (letters.isEmpty() && !all) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Which dead letters?",
          "neither an id nor a filter was given",
          "give an id, --reason, --instrument or --source, or --all");
    }
    return service.replay(letters.filter(DeadLetter.Status.OPEN, Long.MAX_VALUE));
  }
}
