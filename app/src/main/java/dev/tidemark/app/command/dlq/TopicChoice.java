package dev.tidemark.app.command.dlq;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.topic.Topic;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a command is about dead letters of a topic instead of those of the lake. */
final class TopicChoice {
  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Dead letters of this topic of the log, not those of the lake.")
  private @Nullable String name;

  Optional<Topic> topic() {
    if (name == null) {
      return Optional.empty();
    }
    String bare = name.endsWith(".dlq") ? name.substring(0, name.length() - 4) : name;
    return Optional.of(
        Topic.find(bare)
            .orElseThrow(
                () ->
                    TidemarkException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "There is no topic " + name,
                        "none of that name is declared",
                        "Name one of "
                            + Arrays.stream(Topic.values())
                                .map(Topic::topicName)
                                .collect(Collectors.joining(", ")))));
  }
}
