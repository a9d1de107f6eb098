package dev.tidemark.core.live;

import org.jspecify.annotations.Nullable;

/** Where an {@link IdIndex} keeps its entries: bytes, by what ids begin with. */
public interface IdStore {
  byte @Nullable [] get(String beginning);

  void put(String beginning, byte[] entry);

  void remove(String beginning);
}
