package dev.tidemark.app.command.dlq;

import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.lake.TableStore;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark dlq list}. */
@Command(
    name = "list",
    header = "Lists dead letters by source position.",
    description = "%nAn id may be shortened to its beginning in the other commands.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark dlq list",
      "  tidemark dlq list --reason NEGATIVE_SIZE --instrument SIMA --limit 10",
      "  tidemark dlq list --status REPLAYED --json",
      "  tidemark dlq list --topic market.trades.v1 --reason BAD_AVRO"
    })
final class DlqListCommand extends LakeCommand {
  private static final int SHORT_ID = 12;
  private static final List<String> COLUMNS =
      List.of("id", "reason", "instrument", "table", "source", "row", "status", "detail");

  @Mixin private LetterFilter letters = new LetterFilter();
  @Mixin private TopicChoice topic = new TopicChoice();

  @Option(names = "--status", description = "${COMPLETION-CANDIDATES}; default OPEN.")
  private DeadLetter.Status status = DeadLetter.Status.OPEN;

  @Option(names = "--all", description = "Of any status.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 50.")
  private long limit = 50;

  DlqListCommand(Host host) {
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
                        .list(letters.reason(), all, limit, json())))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    DeadLetterStore table = new DeadLetterStore(store);
    DeadLetter.@Nullable Status wanted = all ? null : status;
    RowWriter writer = (json() ? RowFormat.JSON : RowFormat.TABLE).writer(out(), COLUMNS);
    List<DeadLetter> found = table.list(letters.filter(wanted, limit));
    for (DeadLetter letter : found) {
      writer.row(
          Arrays.asList(
              json() ? letter.id() : letter.id().substring(0, SHORT_ID),
              letter.reason().name(),
              letter.instrument(),
              letter.targetTable(),
              letter.sourceFile(),
              letter.sourceRow(),
              letter.status().name(),
              letter.detail()));
    }
    writer.finish();
    if (!json()) {
      var counts = table.count(letters.filter(wanted, Long.MAX_VALUE));
      long total = counts.values().stream().mapToLong(Long::longValue).sum();
      String reasons =
          counts.entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      out().println(found.size() + " of " + total + (reasons.isEmpty() ? "" : ": " + reasons));
    }
    return 0;
  }
}
