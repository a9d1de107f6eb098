package dev.tidemark.stream.codec;

import dev.tidemark.stream.deadletter.LetterReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again are made once; a bounded number of short ones is remembered. Not
 * thread-safe.
 */
final class Texts {
  private static final int SLOTS = 4096;
  private static final int LONGEST = 64;

  private final Known[] known;

  /** Hash of the last text of each slot: one that comes once, as ids do, is not remembered. */
  private final int[] last;

  @SuppressWarnings("ArrayRecordComponent") // compared by hand
  private record Known(byte[] bytes, String text) {}

  private Texts(int slots) {
    known = new Known[slots];
    last = new int[slots];
  }

  static Texts remembering() {
    return new Texts(SLOTS);
  }

  /** For one record, which is over before any text comes again. */
  static Texts ofOneRecord() {
    return new Texts(0);
  }

  String of(byte[] bytes, int from, int length) throws RefusedRecordException {
    if (length > LONGEST || known.length == 0) {
      return decode(bytes, from, length);
    }
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    @Nullable Known before = known[slot];
    if (before != null
        && before.bytes.length == length
        && Arrays.equals(before.bytes, 0, length, bytes, from, from + length)) {
      return before.text;
    }
    String text = decode(bytes, from, length);
    if (last[slot] != hash) {
      last[slot] = hash;
      return text;
    }
    known[slot] = new Known(Arrays.copyOfRange(bytes, from, from + length), text);
    return text;
  }

  private static String decode(byte[] bytes, int from, int length) throws RefusedRecordException {
    boolean ascii = true;
    for (int i = from; i < from + length && ascii; i++) {
      ascii = bytes[i] >= 0;
    }
    if (ascii) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new RefusedRecordException(LetterReason.BAD_TEXT, "a text is not UTF-8");
    }
  }
}
