package dev.tidemark.core.live;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store in this process: for replays and tests. Not thread-safe. */
public final class MemoryFoldStore implements FoldStore {
  private final Map<Space, Map<Long, byte[]>> pages = new EnumMap<>(Space.class);
  private final Map<String, byte[]> ids = new HashMap<>();

  public MemoryFoldStore() {
    for (Space space : Space.values()) {
      pages.put(space, new HashMap<>());
    }
  }

  @Override
  public byte @Nullable [] get(Space space, long number) {
    return of(space).get(number);
  }

  @Override
  public void put(Space space, long number, byte[] value) {
    of(space).put(number, value);
  }

  @Override
  public void remove(Space space, long number) {
    of(space).remove(number);
  }

  @Override
  public byte @Nullable [] ids(String beginning) {
    return ids.get(beginning);
  }

  @Override
  public void putIds(String beginning, byte[] value) {
    ids.put(beginning, value);
  }

  @Override
  public void removeIds(String beginning) {
    ids.remove(beginning);
  }

  /** Number of pages of all spaces. */
  public int pages() {
    return pages.values().stream().mapToInt(Map::size).sum();
  }

  /** Number of entries about ids. */
  public int ids() {
    return ids.size();
  }

  private Map<Long, byte[]> of(Space space) {
    return pages.computeIfAbsent(space, absent -> new HashMap<>());
  }
}
