package dev.tidemark.server.analysis;

import java.util.Map;
import java.util.Optional;

/**
 * Where results are kept: bytes under keys such as {@code results/{id}/result.json}. A key is there
 * with all its bytes or not at all, also while it is replaced. Thread-safe.
 *
 * <p>Keys are segments of letters, digits, {@code . _ -} joined by slashes; others are refused as
 * INVALID_ARGUMENT. What fails is an IO_FAILURE.
 */
public interface ObjectStore {

  /** Stores objects for good: on return they survive the loss of power. */
  void put(Map<String, byte[]> objects);

  /**
   * Stores an object that can be made again from others: after a loss of power it may be gone or
   * damaged.
   */
  void putRebuildable(String key, byte[] bytes);

  /** Makes a stored object known under another key as well; as lasting as a rebuildable one. */
  void link(String existing, String key);

  Optional<byte[]> get(String key);
}
