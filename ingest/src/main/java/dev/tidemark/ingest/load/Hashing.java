package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.TradeIds;

/**
 * 64-bit hashes of rows. The hash of a consumed prefix is the sum of its rows' hashes, each bound
 * to its position: it can be continued, and does not depend on how rows were cut into batches.
 * Hashes only ever compare two rows at the same position or of the same identity, never all with
 * all.
 */
final class Hashing {

  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
  private static final long PRIME = 0x0000_0100_0000_01B3L;

  /** The values of a hash that a transaction stores: 63 bits. */
  static final long MASK = Long.MAX_VALUE;

  private Hashing() {}

  static long mix(long value) {
    long x = value * MULTIPLIER;
    x ^= x >>> 32;
    x *= 0xD6E8_FEB8_6659_FD93L;
    return x ^ x >>> 29;
  }

  static long combine(long hash, long value) {
    return mix(hash ^ value) + MULTIPLIER;
  }

  static long text(String text) {
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** Hashes of a batch's rows as delivered, bound to their positions. */
  static long[] delivered(RawBatch batch) {
    int rows = batch.rows();
    long[] hashes = new long[rows];
    long[] ordinals = batch.ordinals();
    long[] events = batch.eventNanos();
    for (int i = 0; i < rows; i++) {
      hashes[i] = combine(mix(ordinals[i]), events[i]);
    }
    for (RawColumn column : RawColumn.values()) {
      long[] low = batch.column(column);
      if (low != null) {
        for (int i = 0; i < rows; i++) {
          hashes[i] = combine(hashes[i], low[i]);
        }
        long[] high = batch.high(column);
        if (high != null) {
          for (int i = 0; i < rows; i++) {
            // A small value hashes alike whether or not its batch also has large ones.
            if (high[i] != low[i] >> 63) {
              hashes[i] = combine(hashes[i], high[i]);
            }
          }
        }
      }
    }
    TradeIds ids = batch.tradeIds();
    if (ids != null) {
      for (int i = 0; i < rows; i++) {
        hashes[i] = combine(hashes[i], ids.numeric(i) ? ids.number(i) : text(ids.text(i)));
      }
    }
    return hashes;
  }

  static long delivered(RawReject reject) {
    return combine(mix(reject.ordinal()), text(reject.payload()));
  }
}
