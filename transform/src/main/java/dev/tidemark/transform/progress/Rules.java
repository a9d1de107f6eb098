package dev.tidemark.transform.progress;

import dev.tidemark.lake.Table;
import dev.tidemark.lake.Txn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalLong;

/**
 * A number that stands for everything besides the rows that a build's result depends on. It is
 * stored with the result; when it differs, the result is stale as a whole.
 */
public record Rules(String id, long fingerprint) {

  /** The first eight bytes of the text's SHA-256. */
  public static Rules of(String id, String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Rules(id, ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public boolean hold(Table table) {
    OptionalLong stored = table.transaction(id);
    return stored.isPresent() && stored.getAsLong() == fingerprint;
  }

  public Txn txn() {
    return Txn.set(id, fingerprint);
  }
}
