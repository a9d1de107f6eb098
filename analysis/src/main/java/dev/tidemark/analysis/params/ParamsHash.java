package dev.tidemark.analysis.params;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Seeds and keys derived from parameters and data. */
public final class ParamsHash {
  private ParamsHash() {}

  /**
   * The parameters with their seed: the one given, else derived from the other parameters and the
   * data (spec §4.6), so that nobody chooses it.
   */
  public static AnalysisParams seeded(AnalysisParams params, String dataHash) {
    return params.seed() == null ? params.withSeed(seed(params, dataHash)) : params;
  }

  /** First eight bytes, big endian, of the hash of the parameters without a seed and the data. */
  public static long seed(AnalysisParams params, String dataHash) {
    return ByteBuffer.wrap(sha256(ParamsJson.hashed(params.withSeed(null)) + "\n" + dataHash))
        .getLong();
  }

  /** SHA-256, hex, of the parameters as asked for: a seed counts only if it was given. */
  public static String of(AnalysisParams asked) {
    return hex(ParamsJson.hashed(asked));
  }

  /**
   * What a result is cached under: equal keys, equal bytes.
   *
   * @param asked parameters before a seed is derived
   */
  public static String cacheKey(
      AnalysisParams asked, String dataHash, String engineVersion, String calendarVersion) {
    return hex(ParamsJson.hashed(asked) + "\n" + dataHash + "\n" + engineVersion + calendarVersion);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent); // every Java platform has it
    }
  }
}
