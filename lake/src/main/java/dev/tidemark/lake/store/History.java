package dev.tidemark.lake.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.tidemark.lake.HistoryEntry;
import dev.tidemark.lake.delta.Action;
import dev.tidemark.lake.delta.DeltaLog;
import dev.tidemark.lake.delta.LogJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The commits of a table as their writers described them. */
final class History {
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

  private History() {}

  static List<HistoryEntry> newest(DeltaLog log, int limit) {
    List<HistoryEntry> out = new ArrayList<>();
    for (long version = log.latest().version(); version >= 0 && out.size() < limit; version--) {
      Optional<List<Action>> actions = log.actions(version);
      if (actions.isEmpty()) {
        break; // older commits are no longer kept
      }
      out.add(entry(version, actions.get()));
    }
    return out;
  }

  private static HistoryEntry entry(long version, List<Action> actions) {
    for (Action action : actions) {
      if (action instanceof Action.CommitInfo info) {
        return new HistoryEntry(
            version,
            Instant.ofEpochMilli(info.millis()),
            info.operation(),
            numbers(info.metrics()),
            texts(info.userMetadata()),
            info.engine());
      }
    }
    return new HistoryEntry(version, Instant.EPOCH, "UNKNOWN", Map.of(), Map.of(), "");
  }

  private static Map<String, Long> numbers(Map<String, String> metrics) {
    Map<String, Long> out = new TreeMap<>();
    metrics.forEach(
        (name, value) -> {
          if (value.matches("-?\\d{1,18}")) {
            out.put(name, Long.valueOf(value));
          }
        });
    return out;
  }

  private static Map<String, String> texts(@Nullable String metadata) {
    if (metadata == null) {
      return Map.of();
    }
    try {
      return LogJson.MAPPER.readValue(metadata, TEXTS);
    } catch (JsonProcessingException e) {
      return Map.of("userMetadata", metadata); // another writer's free text
    }
  }
}
