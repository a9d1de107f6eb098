package dev.tidemark.app.command.dlq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.lake.TableStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidemark dlq show}. */
@Command(
    name = "show",
    header = "Shows one dead letter with its payload.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark dlq show 3f2a",
      "  tidemark dlq show 3f2a --json",
      "  tidemark dlq show 2-1041 --topic market.trades.v1"
    })
final class DlqShowCommand extends LakeCommand {
  @Parameters(paramLabel = "ID", description = "An id, or the beginning of one.")
  private String id = "";

  @Mixin private TopicChoice topic = new TopicChoice();

  DlqShowCommand(Host host) {
    super(host);
  }

  @Override
  protected OptionalInt runWithoutLake(Settings settings) {
    return topic
        .topic()
        .map(of -> OptionalInt.of(new TopicLetters(host(), settings, of).show(id, json())))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    DeadLetter letter = new DeadLetterStore(store).get(id);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", letter.id());
    fields.put("reason", letter.reason().name());
    fields.put("detail", letter.detail());
    fields.put("status", letter.status().name());
    fields.put("attempts", Integer.toString(letter.attempts()));
    fields.put("target_table", letter.targetTable());
    fields.put("provider", letter.provider());
    fields.put("instrument", letter.instrument() == null ? "" : letter.instrument());
    fields.put("source", letter.sourceFile());
    fields.put("row", Long.toString(letter.sourceRow()));
    fields.put("decoder", letter.decoder());
    fields.put("extracted_at", letter.extractedAt().toString());
    fields.put("resolved_at", letter.resolvedAt().map(Instant::toString).orElse(""));
    fields.put("payload", letter.payload());
    if (json()) {
      ObjectNode document = Json.object();
      fields.forEach(document::put);
      Json.print(out(), document);
      return 0;
    }
    fields.forEach(
        (name, value) ->
            out().println(String.format("%-13s %s", name, value.replaceAll("\\p{Cntrl}", " "))));
    return 0;
  }
}
