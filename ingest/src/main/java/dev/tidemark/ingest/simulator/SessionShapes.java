package dev.tidemark.ingest.simulator;

import java.time.DayOfWeek;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The shapes of a model's sessions, made once per weekday and length. Thread-safe. */
final class SessionShapes {
  private record Key(DayOfWeek day, int minutes) {}

  private final MarketModel model;
  private final ConcurrentMap<Key, SessionShape> shapes = new ConcurrentHashMap<>();

  SessionShapes(MarketModel model) {
    this.model = model;
  }

  SessionShape of(SessionWindow window) {
    return shapes.computeIfAbsent(
        new Key(window.date().getDayOfWeek(), window.minutes()),
        key -> SessionShape.of(model, key.day(), key.minutes()));
  }
}
