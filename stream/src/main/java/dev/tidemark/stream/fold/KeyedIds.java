package dev.tidemark.stream.fold;

import dev.tidemark.core.live.IdStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** Entries of ids in the state of the key that is current. */
public final class KeyedIds implements IdStore {
  public static final MapStateDescriptor<String, byte[]> STATE =
      new MapStateDescriptor<>(
          "ids", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final MapState<String, byte[]> entries;

  /**
   * @param entries of {@link #STATE}
   */
  public KeyedIds(MapState<String, byte[]> entries) {
    this.entries = entries;
  }

  @Override
  public byte @Nullable [] get(String beginning) {
    return StateCalls.ask(() -> entries.get(beginning));
  }

  @Override
  public void put(String beginning, byte[] entry) {
    StateCalls.run(() -> entries.put(beginning, entry));
  }

  @Override
  public void remove(String beginning) {
    StateCalls.run(() -> entries.remove(beginning));
  }

  /** Forgets all of the key. */
  public void clear() {
    entries.clear();
  }
}
