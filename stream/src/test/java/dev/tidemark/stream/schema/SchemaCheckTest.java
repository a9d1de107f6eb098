package dev.tidemark.stream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.codec.Documents;
import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.codec.MarketEncoder;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.registry.MemorySubjects;
import dev.tidemark.stream.registry.Subjects;
import dev.tidemark.stream.schema.SchemaVerdict.State;
import dev.tidemark.stream.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's own check of the schema files, and that the check can fail. */
class SchemaCheckTest {
  private static final Path FILES =
      Path.of(System.getProperty("project.root", "..")).resolve("stream/src/main/avro");

  @TempDir Path copy;

  @Test
  void theSchemasInUseMayFollowTheReleasedOnes() {
    for (SchemaVerdict verdict : new SchemaCheck(SchemaFiles.in(FILES)).released()) {
      assertThat(verdict.isGood())
          .as(
              "%s.avsc is %s, %s:%n  %s%nMigration plan:%n  %s",
              verdict.schema().file(),
              verdict.state(),
              verdict.detail(),
              String.join("\n  ", verdict.reasons()),
              String.join("\n  ", verdict.plan()))
          .isTrue();
    }
  }

  @Test
  void everyReleasedVersionIsStillRead() throws Exception {
    SchemaFiles files = SchemaFiles.in(FILES);
    Subjects registry = new Subjects(new MemorySubjects());
    new SchemaCheck(files).register(registry);
    Trade trade = Trade.of("t", 1_700_000_000_000_000_000L, 1, 5, 6, 1_700_000_000_000_000_000L);
    Instrument moon =
        new Instrument("MOON", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
    byte[] value = new MarketEncoder(registry).trade("venue", moon, trade);
    var document = Documents.decode(TopicSchema.TRADE.schema(), value);
    MarketEvent event = new MarketEvent();
    for (int version = 1; version <= files.fingerprints(TopicSchema.TRADE).size(); version++) {
      Schema released = files.released(TopicSchema.TRADE, version).orElseThrow();
      document.keySet().retainAll(released.getFields().stream().map(Schema.Field::name).toList());
      byte[] old =
          Documents.encode(registry.register("of " + version, released), released, document);

      new MarketDecoder(Topic.TRADES, registry).decode(old, event);

      assertThat(event.trade()).isEqualTo(trade);
    }
  }

  @Test
  void aFieldWithADefaultIsCompatibleAndCanBeReleased() throws IOException {
    SchemaCheck check =
        edited(
            "{\"name\": \"seq\"",
            "{\"name\": \"venue\", \"type\": \"string\", \"default\": \"\"},\n{\"name\": \"seq\"");

    assertThat(trade(check).state()).isEqualTo(State.COMPATIBLE);
    assertThat(trade(check).detail()).isEqualTo("may become released version 2, FULL_TRANSITIVE");
    assertThat(SchemaFiles.in(copy).release(TopicSchema.TRADE)).isEqualTo(2);
    assertThat(trade(check).state()).isEqualTo(State.RELEASED);
    assertThat(SchemaFiles.in(copy).fingerprints(TopicSchema.TRADE)).hasSize(2);
  }

  @Test
  void anIncompatibleChangeIsRefusedWithThePlan() throws IOException {
    SchemaCheck check =
        edited(
            "{\"name\": \"seq\", \"type\": \"long\"", "{\"name\": \"seq\", \"type\": \"string\"");

    SchemaVerdict verdict = trade(check);

    assertThat(verdict.state()).isEqualTo(State.INCOMPATIBLE);
    assertThat(verdict.reasons())
        .anyMatch(
            why -> why.startsWith("the new schema cannot read values of version 1: TYPE_MISMATCH"))
        .anyMatch(why -> why.startsWith("version 1 cannot read values of the new schema"));
    assertThat(verdict.plan())
        .extracting(step -> step.substring(0, step.indexOf(':')))
        .containsExactly(
            "Or stay compatible", "New topic", "Dual write", "Back-fill", "Cut over", "Retire");
    assertThat(verdict.plan().get(1)).contains("market.trades.v2");
    assertThat(new SchemaCheck(SchemaFiles.in(copy)).released())
        .filteredOn(SchemaVerdict::isGood)
        .hasSize(8);
  }

  @Test
  void anotherScaleIsAnotherMeaning() throws IOException {
    SchemaCheck check =
        edited(
            "\"name\": \"price\", \"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 28, \"scale\": 8}",
            "\"name\": \"price\", \"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 28, \"scale\": 9}");

    assertThat(trade(check).reasons())
        .anyMatch(
            why ->
                why.contains(
                    "MEANING_CHANGED at /price (decimal of scale 8 read as decimal of scale 9)"));
  }

  @Test
  void aReleasedFileIsNotEdited() throws IOException {
    edited("{\"name\": \"seq\"", "{\"name\": \"seq\"");
    Path released = copy.resolve("released/trade.v1.avsc");
    Files.writeString(released, Files.readString(released).replace("\"seq\"", "\"sequence\""));

    assertThat(trade(new SchemaCheck(SchemaFiles.in(copy))).state()).isEqualTo(State.TAMPERED);
  }

  @Test
  void whatIsRegisteredCountsToo() throws IOException {
    Subjects registry = new Subjects(new MemorySubjects());
    new SchemaCheck(SchemaFiles.in(FILES)).register(registry);
    SchemaCheck check =
        edited(
            "{\"name\": \"seq\", \"type\": \"long\"", "{\"name\": \"seq\", \"type\": \"string\"");

    assertThat(new SchemaCheck(SchemaFiles.in(FILES)).registered(registry))
        .allMatch(verdict -> verdict.state() == State.RELEASED);
    assertThat(check.registered(registry).get(0).state()).isEqualTo(State.INCOMPATIBLE);
    assertThatThrownBy(() -> check.register(registry)).hasMessageContaining("schemas check");
  }

  private static SchemaVerdict trade(SchemaCheck check) {
    return check.released().get(0);
  }

  /** A copy of the files with one change to the schema of trades. */
  private SchemaCheck edited(String from, String to) throws IOException {
    Files.createDirectories(copy.resolve("released"));
    for (Path directory : List.of(FILES, FILES.resolve("released"))) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, copy.resolve(FILES.relativize(file).toString()));
        }
      }
    }
    Path trade = copy.resolve("trade.avsc");
    String text = Files.readString(trade);
    assertThat(text).contains(from);
    Files.writeString(trade, text.replace(from, to));
    return new SchemaCheck(SchemaFiles.in(copy));
  }
}
