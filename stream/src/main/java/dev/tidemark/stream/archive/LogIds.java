package dev.tidemark.stream.archive;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * What Kafka calls each making of a topic. Offsets mean something within one only: those of a topic
 * that was deleted and made anew begin at zero again.
 */
final class LogIds {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LogIds() {}

  static Map<String, String> of(String bootstrap) {
    int millis = (int) PATIENCE.toMillis();
    Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis));
    try {
      Map<String, TopicDescription> topics =
          admin
              .describeTopics(List.of(Topic.TRADES.topicName(), Topic.QUOTES.topicName()))
              .allTopicNames()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      Map<String, String> ids = new TreeMap<>();
      topics.forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
      return ids;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(bootstrap, e);
    } catch (ExecutionException e) {
      throw unavailable(bootstrap, e.getCause() instanceof Exception cause ? cause : e);
    } catch (TimeoutException e) {
      throw unavailable(bootstrap, e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static TidemarkException unavailable(String bootstrap, Exception cause) {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The topics of the archive cannot be looked at",
            cause.getClass().getSimpleName() + ": " + cause.getMessage(),
            "Check that Kafka runs there and has the topics ('tidemark topics list')",
            cause)
        .withDetail("kafka", bootstrap);
  }
}
