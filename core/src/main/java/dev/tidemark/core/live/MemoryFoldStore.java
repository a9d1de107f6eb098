package dev.tidemark.core.live;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store in this process: for replays and tests. Not thread-safe. */
public final class MemoryFoldStore implements FoldStore {
  private final Map<Space, Map<Long, byte[]>> pages = new EnumMap<>(Space.class);
  private final MemoryIds ids = new MemoryIds();

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
  public IdStore ids() {
    return ids;
  }

  /** Number of pages of all spaces. */
  public int pages() {
    return pages.values().stream().mapToInt(Map::size).sum();
  }

  /** Number of entries about ids. */
  public int idEntries() {
    return ids.entries.size();
  }

  private static final class MemoryIds implements IdStore {
    final Map<String, byte[]> entries = new HashMap<>();

    @Override
    public byte @Nullable [] get(String beginning) {
      return entries.get(beginning);
    }

    @Override
    public void put(String beginning, byte[] entry) {
      entries.put(beginning, entry);
    }

    @Override
    public void remove(String beginning) {
      entries.remove(beginning);
    }
  }

  private Map<Long, byte[]> of(Space space) {
    return pages.computeIfAbsent(space, absent -> new HashMap<>());
  }
}
