package dev.tidemark.ingest.simulator;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the content of bars and ticks, to compare histories byte for byte. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(SimulatedBars bars) {
    return of(bars, 0, bars.size());
  }

  static String of(SimulatedBars bars, int from, int to) {
    MessageDigest digest = digest();
    for (int i = from; i < to; i++) {
      update(
          digest,
          bars.label()[i],
          bars.end()[i],
          bars.open()[i],
          bars.high()[i],
          bars.low()[i],
          bars.close()[i],
          bars.volume()[i],
          bars.notionalHigh()[i],
          bars.notionalLow()[i],
          bars.buyVolume()[i],
          bars.tradeCount()[i],
          bars.partial()[i] ? 1 : 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(SimulatedTicks ticks) {
    MessageDigest digest = digest();
    for (int i = 0; i < ticks.trades(); i++) {
      update(
          digest,
          ticks.tradeTime()[i],
          ticks.tradeKnown()[i],
          ticks.tradeNumber()[i],
          ticks.price()[i],
          ticks.size()[i],
          ticks.buy()[i] ? 1 : 0);
    }
    for (int i = 0; i < ticks.quotes(); i++) {
      update(
          digest,
          ticks.quoteTime()[i],
          ticks.bid()[i],
          ticks.ask()[i],
          ticks.bidSize()[i],
          ticks.askSize()[i]);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, long... values) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length);
    for (long value : values) {
      buffer.putLong(value);
    }
    digest.update(buffer.array());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
