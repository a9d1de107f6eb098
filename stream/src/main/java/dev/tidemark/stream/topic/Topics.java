package dev.tidemark.stream.topic;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a Kafka cluster, held against their declaration. Safe for any thread. */
public final class Topics implements AutoCloseable {
  private static final short DEFAULT_REPLICATION = -1;

  private final Admin admin;
  private final String bootstrap;
  private final Duration patience;

  private Topics(Admin admin, String bootstrap, Duration patience) {
    this.admin = admin;
    this.bootstrap = bootstrap;
    this.patience = patience;
  }

  /**
   * Connects at the first question.
   *
   * @param patience how long the cluster may take to answer
   */
  public static Topics of(String bootstrap, Duration patience) {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) Math.min(patience.toMillis(), 30_000),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) patience.toMillis());
    return new Topics(Admin.create(config), bootstrap, patience);
  }

  /**
   * Makes the topics that are missing; those that are there are not touched.
   *
   * @return what of those is not as declared
   * @throws TidemarkException UNAVAILABLE when the cluster does not answer
   */
  public List<TopicDifference> ensure() {
    Set<String> present = names();
    List<NewTopic> missing =
        TopicDeclaration.all().stream()
            .filter(topic -> !present.contains(topic.name()))
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), DEFAULT_REPLICATION)
                        .configs(topic.settings()))
            .toList();
    if (!missing.isEmpty()) {
      admin
          .createTopics(missing)
          .values()
          .forEach(
              (name, made) -> {
                try {
                  answer(made);
                } catch (TopicExistsException meanwhile) {
                  // Another process did the same.
                }
              });
      awaitVisible();
    }
    return present.isEmpty() ? List.of() : differences();
  }

  /** What is not as declared, topics that are missing included. */
  public List<TopicDifference> differences() {
    List<TopicDifference> found = new ArrayList<>();
    Map<String, TopicState> states = new HashMap<>();
    states().forEach(state -> states.put(state.name(), state));
    for (TopicDeclaration declared : TopicDeclaration.all()) {
      TopicState state = states.get(declared.name());
      if (state == null) {
        found.add(
            new TopicDifference(
                declared.name(),
                "topic",
                declared.partitions() + " partitions",
                "missing",
                "nothing can be written to it",
                "Run 'tidemark topics create'"));
      } else {
        compare(declared, state, found);
      }
    }
    return found;
  }

  /**
   * A topic as it is.
   *
   * @param settings those that are declared, as they are
   */
  public record TopicState(
      String name, int partitions, int replicas, Map<String, String> settings) {}

  /** The declared topics that are there, in the order of the declaration. */
  public List<TopicState> states() {
    Set<String> present = names();
    List<String> wanted =
        TopicDeclaration.all().stream()
            .map(TopicDeclaration::name)
            .filter(present::contains)
            .toList();
    Map<String, TopicDescription> topics = answer(admin.describeTopics(wanted).allTopicNames());
    Map<ConfigResource, Config> configs =
        answer(admin.describeConfigs(wanted.stream().map(Topics::resource).toList()).all());
    List<TopicState> states = new ArrayList<>();
    for (String name : wanted) {
      TopicDescription topic = Optional.ofNullable(topics.get(name)).orElseThrow();
      Config config = Optional.ofNullable(configs.get(resource(name))).orElseThrow();
      Map<String, String> settings = new HashMap<>();
      config.entries().forEach(entry -> settings.put(entry.name(), String.valueOf(entry.value())));
      int replicas = topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
      states.add(new TopicState(name, topic.partitions().size(), replicas, settings));
    }
    return states;
  }

  /** Offsets of a partition: of its first record, and of the one that comes next. */
  public record Span(int partition, long begin, long end) {}

  /** The partitions of a topic that is there. */
  public List<Span> spans(String topic) {
    int partitions =
        answer(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
            .mapToInt(found -> found.partitions().size())
            .sum();
    Map<TopicPartition, OffsetSpec> first = new HashMap<>();
    Map<TopicPartition, OffsetSpec> next = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      first.put(new TopicPartition(topic, partition), OffsetSpec.earliest());
      next.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    var begins = answer(admin.listOffsets(first).all());
    var ends = answer(admin.listOffsets(next).all());
    return begins.keySet().stream()
        .map(
            at ->
                new Span(
                    at.partition(),
                    Optional.ofNullable(begins.get(at)).orElseThrow().offset(),
                    Optional.ofNullable(ends.get(at)).orElseThrow().offset()))
        .sorted(Comparator.comparingInt(Span::partition))
        .toList();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }

  private static void compare(
      TopicDeclaration declared, TopicState state, List<TopicDifference> found) {
    if (state.partitions() != declared.partitions()) {
      found.add(
          new TopicDifference(
              declared.name(),
              "partitions",
              Integer.toString(declared.partitions()),
              Integer.toString(state.partitions()),
              "which partition a series is in depends on it",
              "Leave it while series live in the topic; adding partitions would split them"));
    }
    declared
        .settings()
        .forEach(
            (name, value) -> {
              String is = state.settings().getOrDefault(name, "not told");
              if (!is.equals(value)) {
                found.add(
                    new TopicDifference(
                        declared.name(),
                        name,
                        value,
                        is,
                        meaning(name),
                        "Set it with kafka-configs --alter --topic "
                            + declared.name()
                            + " --add-config "
                            + name
                            + "="
                            + value
                            + ", or leave it if it is meant"));
              }
            });
  }

  private static String meaning(String setting) {
    return switch (setting) {
      case "retention.ms" -> "records are kept for another time";
      case "cleanup.policy" -> "other records are dropped than meant";
      case "max.message.bytes" -> "larger records are refused to their producer";
      case "message.timestamp.type" ->
          "records from the future cannot be told by their time of arrival";
      default -> "the topic behaves otherwise";
    };
  }

  /** A broker hears of a new topic a moment after the controller made it. */
  private void awaitVisible() {
    for (int attempt = 0; attempt < 500; attempt++) {
      if (states().size() == TopicDeclaration.all().size()) {
        return;
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private Set<String> names() {
    return answer(admin.listTopics().names());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException exists) {
        throw exists;
      }
      throw unavailable(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw unavailable("no answer within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the wait for it was interrupted", e);
    }
  }

  private TidemarkException unavailable(String why, Exception cause) {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The Kafka cluster does not answer",
            why,
            "Check that it runs and kafka.bootstrap names it",
            cause)
        .withDetail("bootstrap", bootstrap);
  }
}
