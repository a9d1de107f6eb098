package dev.tidemark.app.command.dlq;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.stream.deadletter.LetterReason;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters. */
final class LetterFilter {
  @Option(
      names = "--reason",
      paramLabel = "REASON",
      completionCandidates = Reasons.class,
      description = "Only this reason: ${COMPLETION-CANDIDATES}.")
  private @Nullable String reason;

  @Option(names = "--instrument", paramLabel = "SYMBOL", description = "Only this instrument.")
  private @Nullable String instrument;

  @Option(names = "--source", paramLabel = "NAME", description = "Only from this source.")
  private @Nullable String source;

  DeadLetterStore.Filter filter(DeadLetter.@Nullable Status status, long limit) {
    return new DeadLetterStore.Filter(status, ofLake(), instrument, source, limit);
  }

  /** As it was typed; letters of topics have reasons of their own. */
  @Nullable String reason() {
    return reason;
  }

  private @Nullable RejectReason ofLake() {
    if (reason == null) {
      return null;
    }
    return Arrays.stream(RejectReason.values())
        .filter(known -> known.name().equals(reason))
        .findFirst()
        .orElseThrow(
            () ->
                TidemarkException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "There is no reason " + reason,
                    "letters of the lake have none of that name",
                    "Name one of " + Arrays.toString(RejectReason.values())));
  }

  /** Of the lake, then of topics. */
  private static final class Reasons implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(
              Arrays.stream(RejectReason.values()).map(Enum::name),
              Arrays.stream(LetterReason.values()).map(Enum::name))
          .distinct()
          .iterator();
    }
  }

  boolean isEmpty() {
    return reason == null && instrument == null && source == null;
  }
}
