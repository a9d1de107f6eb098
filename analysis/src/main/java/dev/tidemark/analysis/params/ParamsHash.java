package dev.tidemark.analysis.params;

import dev.tidemark.core.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
    String text = ParamsJson.hashed(params.withSeed(null)) + "\n" + dataHash;
    return ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
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
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
