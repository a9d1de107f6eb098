package dev.tidemark.stream.schema;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.topic.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The schema of a topic's values as this program writes them; read from {@code avro/*.avsc}. */
public enum TopicSchema {
  TRADE(Topic.TRADES, "trade"),
  QUOTE(Topic.QUOTES, "quote"),
  BAR(Topic.BARS, "bar"),
  FEATURES(Topic.FEATURES, "features"),
  ALERT(Topic.ALERTS, "alert"),
  DECISION(Topic.DECISIONS, "decision"),
  EXECUTION(Topic.EXECUTIONS, "execution"),
  PORTFOLIO(Topic.PORTFOLIO, "portfolio"),
  NEWS(Topic.NEWS, "news");

  private final Topic topic;
  private final String file;

  TopicSchema(Topic topic, String file) {
    this.topic = topic;
    this.file = file;
  }

  public Topic topic() {
    return topic;
  }

  /** Name of the file without its ending. */
  public String file() {
    return file;
  }

  /** Under which name a registry keeps the versions. */
  public String subject() {
    return topic.topicName() + "-value";
  }

  public Schema schema() {
    return Objects.requireNonNull(Loaded.SCHEMAS.get(this));
  }

  public static TopicSchema of(Topic topic) {
    return Arrays.stream(values())
        .filter(schema -> schema.topic == topic)
        .findFirst()
        .orElseThrow(
            () ->
                TidemarkException.of(
                    ErrorCode.UNSUPPORTED,
                    "Topic " + topic.topicName() + " has no schema",
                    "there is no file of it",
                    "Name a topic with a schema"));
  }

  private static final class Loaded {
    static final Map<TopicSchema, Schema> SCHEMAS =
        Arrays.stream(values())
            .collect(
                Collectors.toUnmodifiableMap(
                    schema -> schema, schema -> load("/avro/" + schema.file + ".avsc")));

    private static Schema load(String resource) {
      try (InputStream in = TopicSchema.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException(resource + " is missing");
        }
        return new Schema.Parser().parse(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
