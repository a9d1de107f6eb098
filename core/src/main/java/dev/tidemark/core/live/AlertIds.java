package dev.tidemark.core.live;

import dev.tidemark.core.hash.Sha256;
import dev.tidemark.core.micro.LargeTradeAlert;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Names of alerts: the same three trades of the same series have the same name everywhere. */
public final class AlertIds {
  private static final int BYTES = 16;

  private AlertIds() {}

  /**
   * Hex of the first 16 bytes of SHA-256 over the series and the ids of the three trades, each as
   * UTF-8 after its length in four bytes, most significant first.
   */
  public static String of(String seriesKey, LargeTradeAlert alert) {
    MessageDigest digest = Sha256.digest();
    for (String part : List.of(seriesKey, alert.firstId(), alert.secondId(), alert.thirdId())) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }
}
