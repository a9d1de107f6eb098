package dev.tidemark.ingest.text;

import java.nio.charset.StandardCharsets;

/**
 * The members of one JSON object as offsets into its bytes. Nested values are skipped as a whole
 * and can be read by another instance. The object must be well formed down to brackets and strings;
 * what numbers and literals look like inside is left to their readers. One thread.
 */
public final class JsonFields {

  /** Members an object may have. */
  public static final int MOST_FIELDS = 128;

  private static final int DEEPEST = 64;

  private byte[] bytes = new byte[0];
  private int count;
  private int at;
  private int end;
  private final int[] keyFrom = new int[MOST_FIELDS];
  private final int[] keyTo = new int[MOST_FIELDS];
  private final int[] valueFrom = new int[MOST_FIELDS];
  private final int[] valueTo = new int[MOST_FIELDS];
  private final boolean[] text = new boolean[MOST_FIELDS];

  /** Reads the object in {@code [from, to)}; false when that is not exactly one JSON object. */
  public boolean read(byte[] json, int from, int to) {
    bytes = json;
    at = from;
    end = to;
    count = 0;
    space();
    if (!take('{')) {
      return false;
    }
    space();
    if (take('}')) {
      return rest();
    }
    do {
      space();
      if (count == MOST_FIELDS || !member()) {
        return false;
      }
      space();
    } while (take(','));
    return take('}') && rest();
  }

  public int count() {
    return count;
  }

  /** Index of a member, or -1; of two equal keys the first. */
  public int find(byte[] key) {
    for (int i = 0; i < count; i++) {
      if (keyTo[i] - keyFrom[i] == key.length && same(keyFrom[i], key)) {
        return i;
      }
    }
    return -1;
  }

  /** First byte of a value; of a text, after its quote. */
  public int from(int member) {
    return valueFrom[member];
  }

  /** End of a value, exclusive; of a text, before its quote. */
  public int to(int member) {
    return valueTo[member];
  }

  /** True when the value is a text. */
  public boolean isText(int member) {
    return text[member];
  }

  /** True when the value is the text or literal given, byte for byte. */
  public boolean is(int member, byte[] value) {
    return valueTo[member] - valueFrom[member] == value.length && same(valueFrom[member], value);
  }

  /** The value as a String; escapes are not undone. */
  public String string(int member) {
    return new String(
        bytes, valueFrom[member], valueTo[member] - valueFrom[member], StandardCharsets.UTF_8);
  }

  /**
   * End of the JSON value that starts at {@code from} (spaces before it allowed), or -1. For
   * walking through an array.
   */
  public int skipValue(byte[] json, int from, int to) {
    bytes = json;
    at = from;
    end = to;
    space();
    return value() ? at : -1;
  }

  private boolean member() {
    if (!string()) {
      return false;
    }
    keyFrom[count] = stringFrom;
    keyTo[count] = at - 1;
    space();
    if (!take(':')) {
      return false;
    }
    space();
    int start = at;
    boolean isText = at < end && bytes[at] == '"';
    if (!value()) {
      return false;
    }
    valueFrom[count] = isText ? start + 1 : start;
    valueTo[count] = isText ? at - 1 : at;
    text[count] = isText;
    count++;
    return true;
  }

  private int stringFrom;

  private boolean string() {
    if (!take('"')) {
      return false;
    }
    stringFrom = at;
    while (at < end) {
      byte c = bytes[at++];
      if (c == '"') {
        return true;
      }
      if (c == '\\') {
        at++;
      }
    }
    return false;
  }

  /** Skips any value; brackets are matched by kind, without recursion. */
  private boolean value() {
    if (at >= end) {
      return false;
    }
    byte first = bytes[at];
    if (first == '"') {
      return string();
    }
    if (first != '{' && first != '[') {
      return literal();
    }
    long kinds = 0;
    int depth = 0;
    while (at < end) {
      byte c = bytes[at];
      if (c == '"') {
        if (!string()) {
          return false;
        }
        continue;
      }
      at++;
      if (c == '{' || c == '[') {
        if (depth == DEEPEST) {
          return false;
        }
        kinds = c == '{' ? kinds | 1L << depth : kinds & ~(1L << depth);
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if ((c == '}') != ((kinds >>> depth & 1) == 1)) {
          return false;
        }
        if (depth == 0) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean literal() {
    int start = at;
    while (at < end) {
      byte c = bytes[at];
      if (c == ',' || c == '}' || c == ']' || c == ' ' || c == '\t') {
        break;
      }
      if (c < '+' || c > 'z' || c == ':' || c == '[') {
        return false;
      }
      at++;
    }
    return at > start;
  }

  private boolean rest() {
    space();
    return at == end;
  }

  private void space() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
  }

  private boolean take(char wanted) {
    if (at < end && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean same(int from, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
