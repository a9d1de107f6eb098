package dev.tidemark.core.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A period in which the attributes of a key did not change. Periods of a key do not overlap; they
 * leave a gap where the key did not exist.
 *
 * @param validFrom epoch seconds
 * @param validTo epoch seconds, exclusive; {@link #FAR_FUTURE} while current
 * @param version 1 for the earliest period of the key
 * @param rowHash SHA-256, hex, of {@link #hash}
 */
public record HistoryRow(
    String key,
    long validFrom,
    long validTo,
    int version,
    SortedMap<String, String> attributes,
    String rowHash) {

  /** 9999-12-31T23:59:59Z. */
  public static final long FAR_FUTURE = 253_402_300_799L;

  public HistoryRow {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  public boolean isCurrent() {
    return validTo == FAR_FUTURE;
  }

  /** SHA-256, hex, of {@code column=value} sorted by column and joined with {@code |}, in UTF-8. */
  public static String hash(SortedMap<String, String> attributes) {
    StringJoiner text = new StringJoiner("|");
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      text.add(each.getKey() + "=" + each.getValue());
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent); // every Java platform has it
    }
  }
}
