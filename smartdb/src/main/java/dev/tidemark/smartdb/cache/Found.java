package dev.tidemark.smartdb.cache;

import java.util.Optional;

/**
 * What is kept under a name.
 *
 * @param stamp tells invalidations of the name apart; empty when nothing can be stored
 * @param value not to be changed
 */
public record Found(String stamp, Optional<byte[]> value) {
  static Found nothing(String stamp) {
    return new Found(stamp, Optional.empty());
  }

  /** The same stamp with a value computed since. */
  public Found with(byte[] computed) {
    return new Found(stamp, Optional.of(computed));
  }
}
