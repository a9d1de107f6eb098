package dev.tidemark.app.command.dlq;

import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.ingest.provider.RejectReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters. */
final class LetterFilter {
  @Option(names = "--reason", description = "Only this reason: ${COMPLETION-CANDIDATES}.")
  private @Nullable RejectReason reason;

  @Option(names = "--instrument", paramLabel = "SYMBOL", description = "Only this instrument.")
  private @Nullable String instrument;

  @Option(names = "--source", paramLabel = "NAME", description = "Only from this source.")
  private @Nullable String source;

  DeadLetterStore.Filter filter(DeadLetter.@Nullable Status status, long limit) {
    return new DeadLetterStore.Filter(status, reason, instrument, source, limit);
  }

  boolean isEmpty() {
    return reason == null && instrument == null && source == null;
  }
}
