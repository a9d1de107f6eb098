package dev.tidemark.app.command.dlq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.app.wiring.SchemaCatalogues;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.deadletter.LetterRepair;
import dev.tidemark.stream.deadletter.StreamLetter;
import dev.tidemark.stream.deadletter.StreamLetters;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.produce.RecordSender;
import dev.tidemark.stream.topic.Topic;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code tidemark dlq} does with {@code --topic}. */
final class TopicLetters {
  private static final int MOST_REPLAYED = 100_000;
  private static final List<String> COLUMNS =
      List.of("id", "reason", "key", "schema", "bytes", "told", "status", "detail");

  private final Host host;
  private final Settings settings;
  private final Topic topic;
  private final String bootstrap;
  private final StreamLetters letters;

  TopicLetters(Host host, Settings settings, Topic topic) {
    this.host = host;
    this.settings = settings;
    this.topic = topic;
    bootstrap = EventLog.address(settings);
    letters = new StreamLetters(bootstrap, topic);
  }

  int list(@Nullable String reason, boolean all, long limit, boolean json) {
    var found = letters.find(of(reason), all, (int) Math.min(limit, MOST_REPLAYED));
    RowWriter writer = (json ? RowFormat.JSON : RowFormat.TABLE).writer(out(), COLUMNS);
    for (StreamLetter letter : found.letters()) {
      writer.row(
          Arrays.asList(
              letter.id(),
              letter.reason(),
              LetterText.text(letter.key()),
              letter.schemaId(),
              letter.value() == null ? 0 : letter.value().length,
              letter.told().toString(),
              found.resolved().getOrDefault(letter.id(), "OPEN"),
              letter.detail()));
    }
    writer.finish();
    if (!json) {
      long total = found.byReason().values().stream().mapToLong(Long::longValue).sum();
      String reasons =
          found.byReason().entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      out()
          .println(
              found.letters().size() + " of " + total + (reasons.isEmpty() ? "" : ": " + reasons));
    }
    return ExitCodes.OK;
  }

  int show(String id, boolean json) {
    StreamLetter letter = letters.get(id);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", letter.id());
    fields.put("topic", topic.topicName());
    fields.put("reason", letter.reason());
    fields.put("detail", letter.detail());
    fields.put("status", letters.outcome(id).orElse("OPEN"));
    fields.put("job", letter.job());
    fields.put("told", letter.told().toString());
    fields.put("schema_id", Integer.toString(letter.schemaId()));
    fields.put("key", LetterText.text(letter.key()));
    fields.put("value_hex", LetterText.hex(letter.value()));
    Map<String, @Nullable Object> record = with(repair -> document(repair, letter));
    if (json) {
      ObjectNode document = Json.object();
      fields.forEach(document::put);
      document.set("record", record.isEmpty() ? null : LetterText.tree(record));
      Json.print(out(), document);
      return ExitCodes.OK;
    }
    fields.forEach(
        (name, value) ->
            out().println(String.format("%-10s %s", name, value.replaceAll("\\p{Cntrl}", " "))));
    out().println(record.isEmpty() ? "record     cannot be read" : LetterText.json(record));
    return ExitCodes.OK;
  }

  int fix(String id, String payload, boolean json) {
    StreamLetter letter = open(id);
    Map<String, Object> record = LetterText.read(payload);
    with(
        repair -> {
          repair.fix(letter, record);
          return ExitCodes.OK;
        });
    return report(1, json);
  }

  int replay(@Nullable String id, @Nullable String reason, boolean all, boolean json) {
    if (id == null && reason == null && !all) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Which dead letters?",
          "neither an id nor a reason was given",
          "give an id, --reason or --all");
    }
    List<StreamLetter> chosen =
        id == null ? letters.find(of(reason), false, MOST_REPLAYED).letters() : List.of(open(id));
    List<StreamLetter> records = chosen.stream().filter(found -> found.partition() >= 0).toList();
    if (id != null && records.isEmpty()) {
      with(
          repair -> {
            repair.replay(chosen.get(0));
            return 0;
          });
    }
    with(
        repair -> {
          records.forEach(repair::replay);
          return 0;
        });
    if (!json && records.size() < chosen.size()) {
      out()
          .println(
              (chosen.size() - records.size())
                  + " messages of feeds never were records: 'dlq fix'");
    }
    return report(records.size(), json);
  }

  private int report(int sent, boolean json) {
    if (json) {
      Json.print(out(), Json.object().put("sent", sent));
    } else {
      out().println(sent + " records sent to " + topic.topicName());
    }
    return ExitCodes.OK;
  }

  private StreamLetter open(String id) {
    StreamLetter letter = letters.get(id);
    letters
        .outcome(id)
        .ifPresent(
            outcome -> {
              throw TidemarkException.of(
                  ErrorCode.PRECONDITION_FAILED,
                  "Dead letter " + id + " was seen to already",
                  "it is " + outcome,
                  "If it was refused again there is a new letter: 'tidemark dlq list --topic "
                      + topic.topicName()
                      + "'");
            });
    return letter;
  }

  private static java.util.function.Predicate<StreamLetter> of(@Nullable String reason) {
    return letter -> reason == null || letter.reason().equals(reason);
  }

  private static Map<String, @Nullable Object> document(LetterRepair repair, StreamLetter letter) {
    try {
      return repair.document(letter);
    } catch (RefusedRecordException e) {
      return Map.of();
    }
  }

  private <T> T with(Function<LetterRepair, T> work) {
    try (SchemaCatalogues.Opened registry = SchemaCatalogues.open(settings);
        LetterRepair repair =
            new LetterRepair(
                topic,
                registry.catalogue(),
                RecordSender.open(ProducerOptions.quick(bootstrap)),
                host.clock())) {
      return work.apply(repair);
    }
  }

  private PrintWriter out() {
    return host.terminal().out();
  }
}
