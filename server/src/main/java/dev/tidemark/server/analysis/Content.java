package dev.tidemark.server.analysis;

import dev.tidemark.core.hash.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes to be sent.
 *
 * @param hash SHA-256 hex of the bytes
 * @param length bytes
 */
public record Content(String mediaType, String hash, long length, Opener opener) {

  /** Opens the bytes from their beginning; the caller closes. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  public static Content of(String mediaType, byte[] bytes) {
    return new Content(
        mediaType, Sha256.hex(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  public InputStream open() throws IOException {
    return opener.open();
  }
}
