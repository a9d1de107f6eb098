package dev.tidemark.app.torture;

import dev.tidemark.core.model.Trade;
import java.nio.charset.StandardCharsets;

/** Fingerprints of the records of one series: which record, and what it says. */
final class StreamPrints {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private StreamPrints() {}

  static void add(RowPrints prints, Trade trade) {
    add(
        prints,
        trade.tradeId(),
        trade.version(),
        trade.op().name(),
        trade.tsNanos(),
        trade.seq(),
        trade.price(),
        trade.size(),
        trade.knownNanos());
  }

  /** {@code knownNanos}: in whole microseconds. */
  static void add(
      RowPrints prints,
      String id,
      int version,
      String op,
      long tsNanos,
      long seq,
      long price,
      long size,
      long knownNanos) {
    prints.add(
        hash(id + ' ' + version),
        hash(op + ' ' + tsNanos + ' ' + seq + ' ' + price + ' ' + size + ' ' + knownNanos));
  }

  /** FNV-1a, then mixed. */
  private static long hash(String text) {
    long hash = OFFSET;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    return hash ^ (hash >>> 31);
  }
}
