package dev.tidemark.server.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.core.hash.Sha256;
import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A body with one event, or with several under {@code events}: all are valid or none is taken. */
public final class EventsRequest {
  private static final String SEVERAL = "events";

  private EventsRequest() {}

  /**
   * The events of a body.
   *
   * @param idempotencyKey makes ids that were left out the same for the same request
   * @param ids new unique ids, where there is no such key
   * @throws dev.tidemark.server.problem.ProblemException that names every wrong place
   */
  public static List<EventLog.Event> read(
      EventKind kind,
      byte[] body,
      String tenant,
      Optional<String> idempotencyKey,
      Instant now,
      Supplier<String> ids) {
    JsonNode tree = tree(body);
    EventReader reader = new EventReader(now);
    boolean batch = tree.isObject() && tree.has(SEVERAL);
    List<JsonNode> sent = batch ? several(tree) : List.of(tree);
    List<EventLog.Event> events = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < sent.size(); i++) {
      String at = batch ? "/" + SEVERAL + "/" + i : "";
      Map<String, Object> members = reader.read(sent.get(i), kind.fields(), at);
      if (!reader.problems().isEmpty()) {
        continue;
      }
      String made = idempotencyKey.map(key -> derived(tenant, key, events.size())).orElseGet(ids);
      EventLog.Event event = event(kind, members, tenant, made, now);
      if (!seen.add(event.id())) {
        throw refused(
            List.of(
                new Problem.Place(
                    at + "/" + EventKind.ID, "It is in the request twice", "Send it once")));
      }
      events.add(event);
    }
    if (!reader.problems().isEmpty()) {
      throw refused(reader.problems());
    }
    return events;
  }

  private static JsonNode tree(byte[] body) {
    try {
      return StrictJson.tree(body);
    } catch (StrictJson.Malformed e) {
      throw Problem.of(
              400,
              ProblemCode.INVALID_ARGUMENT,
              "MALFORMED_JSON",
              "The body is not JSON",
              e.getMessage() + ". Send one JSON object in UTF-8, each key once.")
          .with(List.of(new Problem.Place(e.pointer(), e.getMessage(), "Mend the JSON")))
          .exception();
    }
  }

  private static List<JsonNode> several(JsonNode tree) {
    JsonNode events = tree.path(SEVERAL);
    if (tree.size() > 1
        || !events.isArray()
        || events.isEmpty()
        || events.size() > EventKind.MOST) {
      throw refused(
          List.of(
              new Problem.Place(
                  "/" + SEVERAL,
                  "Several events are an array of 1 to " + EventKind.MOST + ", and nothing else",
                  "Put each event into the array as it would be sent alone")));
    }
    List<JsonNode> found = new ArrayList<>();
    events.forEach(found::add);
    return found;
  }

  private static EventLog.Event event(
      EventKind kind, Map<String, Object> read, String tenant, String made, Instant now) {
    Map<String, Object> members = new LinkedHashMap<>(read);
    Object told = members.remove(EventKind.ID);
    String id = told == null ? made : told.toString();
    Instant time = (Instant) java.util.Objects.requireNonNull(members.remove(EventKind.TIME));
    return new EventLog.Event(
        tenant, id, tenant + "/" + members.get(kind.key()), time, now, members);
  }

  /** The same for the same request, so that consumers see through a repetition. */
  private static String derived(String tenant, String key, int number) {
    String text = tenant + "\n" + key + "\n" + number;
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  private static RuntimeException refused(List<Problem.Place> places) {
    Problem.Place first = places.getFirst();
    return Problem.of(
            422,
            ProblemCode.INVALID_ARGUMENT,
            "INVALID_EVENT",
            "An event is not valid",
            (first.pointer().isEmpty() ? "" : first.pointer() + ": ")
                + first.detail()
                + ". "
                + first.hint()
                + (first.hint().endsWith(".") ? "" : "."))
        .with(places)
        .exception();
  }
}
