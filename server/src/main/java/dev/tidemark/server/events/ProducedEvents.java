package dev.tidemark.server.events;

import dev.tidemark.stream.produce.EventProducer;
import dev.tidemark.stream.schema.TopicSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events as records of their topics. Thread-safe. */
public final class ProducedEvents implements EventLog {
  private final EventProducer producer;

  public ProducedEvents(EventProducer producer) {
    this.producer = producer;
  }

  @Override
  public void append(EventKind kind, List<Event> events) {
    producer.append(
        TopicSchema.of(kind.topic()),
        events.stream()
            .map(event -> new EventProducer.Event(event.key(), members(event)))
            .toList());
  }

  private static Map<String, Object> members(Event event) {
    Map<String, Object> members = new LinkedHashMap<>(event.members());
    members.put("event_id", event.id());
    members.put("tenant", event.tenant());
    members.put("event_time", event.eventTime());
    members.put("known_time", event.knownTime());
    return members;
  }
}
