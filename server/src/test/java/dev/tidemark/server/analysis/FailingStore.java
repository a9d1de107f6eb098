package dev.tidemark.server.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A store that stores half of the objects and then breaks, as long as it is told to. */
record FailingStore(ObjectStore store, BooleanSupplier broken) implements ObjectStore {

  @Override
  public void put(Map<String, byte[]> objects) {
    if (broken.getAsBoolean()) {
      Map<String, byte[]> half = new LinkedHashMap<>();
      for (Map.Entry<String, byte[]> object : objects.entrySet()) {
        if (half.size() < objects.size() / 2) {
          half.put(object.getKey(), object.getValue());
        }
      }
      store.put(half);
      throw new IllegalStateException("the process is lost");
    }
    store.put(objects);
  }

  @Override
  public void putRebuildable(String key, byte[] bytes) {
    store.putRebuildable(key, bytes);
  }

  @Override
  public void link(String existing, String key) {
    store.link(existing, key);
  }

  @Override
  public Optional<byte[]> get(String key) {
    return store.get(key);
  }
}
