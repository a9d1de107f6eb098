package dev.tidemark.stream.fold;

import dev.tidemark.core.live.FoldStore;
import dev.tidemark.core.live.IdStore;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/**
 * What folds put aside, in the state of the key that is current: whoever uses a fold makes its
 * series the current key first.
 */
final class KeyedFoldStore implements FoldStore {
  /** All spaces in one: each state of its own is another file to write at every checkpoint. */
  private final MapState<Tuple2<Byte, Long>, byte[]> entries;

  private final KeyedIds ids;
  private boolean empty;

  KeyedFoldStore(KeyedStateStore state) {
    entries =
        state.getMapState(
            new MapStateDescriptor<>(
                "fold",
                Types.TUPLE(Types.BYTE, Types.LONG),
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    ids = new KeyedIds(state.getMapState(KeyedIds.STATE));
  }

  /** Whether the current key is known to have no state, so that there is nothing to look for. */
  void treatAsEmpty(boolean known) {
    empty = known;
  }

  @Override
  public byte @Nullable [] get(Space space, long number) {
    return empty ? null : StateCalls.ask(() -> entries.get(key(space, number)));
  }

  @Override
  public void put(Space space, long number, byte[] value) {
    StateCalls.run(() -> entries.put(key(space, number), value));
  }

  @Override
  public void remove(Space space, long number) {
    StateCalls.run(() -> entries.remove(key(space, number)));
  }

  @Override
  public IdStore ids() {
    return ids;
  }

  private static Tuple2<Byte, Long> key(Space space, long number) {
    return Tuple2.of((byte) space.ordinal(), number);
  }
}
