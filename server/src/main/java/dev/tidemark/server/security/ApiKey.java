package dev.tidemark.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key in clear: {@code tm_<id>_<secret><checksum>}, of letters and digits, so that a double
 * click selects it and scanners of leaked secrets recognise it. The checksum tells a mistyped key
 * from a wrong one without a look into the database.
 *
 * @param id public name of the key, 12 characters
 * @param secret 32 characters, 190 bits
 */
public record ApiKey(String id, String secret) {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID = 12;
  private static final int SECRET = 32;
  private static final int CHECKSUM = 6;
  private static final Pattern FORM =
      Pattern.compile(
          "tm_([0-9A-Za-z]{%d})_([0-9A-Za-z]{%d})([0-9A-Za-z]{%d})"
              .formatted(ID, SECRET, CHECKSUM));

  /**
   * Makes a key.
   *
   * @param random cryptographically strong
   */
  public static ApiKey generate(RandomGenerator random) {
    return new ApiKey(letters(random, ID), letters(random, SECRET));
  }

  /** The key, if the text has its form and checksum. */
  public static Optional<ApiKey> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    ApiKey key = new ApiKey(form.group(1), form.group(2));
    return key.checksum().equals(form.group(3)) ? Optional.of(key) : Optional.empty();
  }

  /** As the user keeps it. */
  public String clear() {
    return "tm_" + id + "_" + secret + checksum();
  }

  /** SHA-256 of the secret. It is random and long: nothing slower is needed against guessing. */
  public byte[] secretHash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent); // every Java platform has it
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "tm_" + id + "_…";
  }

  private String checksum() {
    CRC32 sum = new CRC32();
    sum.update(("tm_" + id + "_" + secret).getBytes(StandardCharsets.UTF_8));
    char[] digits = new char[CHECKSUM];
    long rest = sum.getValue();
    for (int i = CHECKSUM - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(digits);
  }

  private static String letters(RandomGenerator random, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
