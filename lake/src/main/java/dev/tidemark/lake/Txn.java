package dev.tidemark.lake;

import java.util.OptionalLong;

/**
 * A number stored in a table in the same commit as the rows it describes: an ingestion watermark, a
 * count of consumed rows. Read back with {@link Table#transaction}.
 *
 * @param appId names the number, e.g. {@code ingest/binance/BTC-USD/1m#file}
 * @param version the new value
 * @param guard when the commit is allowed
 * @param previous the value {@link Guard#AFTER} demands; -1 stands for "none yet"
 */
public record Txn(String appId, long version, Guard guard, OptionalLong previous) {

  /** What a commit demands of the stored value. */
  public enum Guard {
    /** Nothing: the value is replaced. */
    NONE,
    /** Stored is lower or absent; otherwise the commit is a replay and is skipped. */
    NEWER,
    /**
     * As NEWER, and stored is exactly {@link Txn#previous}; otherwise CONFLICT, because somebody
     * else wrote rows in between.
     */
    AFTER
  }

  /** Skips the commit when the stored value is not lower: makes a replay harmless. */
  public static Txn newer(String appId, long version) {
    return new Txn(appId, version, Guard.NEWER, OptionalLong.empty());
  }

  /** As {@link #newer}, and fails with CONFLICT unless the stored value is {@code previous}. */
  public static Txn after(String appId, long previous, long version) {
    return new Txn(appId, version, Guard.AFTER, OptionalLong.of(previous));
  }

  /** Stores the value, whatever was there: for values that need not grow, such as hashes. */
  public static Txn set(String appId, long version) {
    return new Txn(appId, version, Guard.NONE, OptionalLong.empty());
  }
}
