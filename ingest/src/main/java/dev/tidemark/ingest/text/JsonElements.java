package dev.tidemark.ingest.text;

/** Walks through the elements of a JSON array as offsets into its bytes. One thread. */
public final class JsonElements {
  private final JsonFields skipper = new JsonFields();
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int from;
  private int to;
  private boolean first;
  private boolean whole;

  /** Starts at the array in {@code [start, limit)}; false when there is none. */
  public boolean start(byte[] json, int start, int limit) {
    bytes = json;
    at = start;
    end = limit;
    first = true;
    whole = false;
    space();
    return take('[');
  }

  /** Goes to the next element; false at the end of the array, or where it is broken. */
  public boolean next() {
    space();
    if (take(']')) {
      whole = true;
      return false;
    }
    if (!first && !take(',')) {
      return false;
    }
    first = false;
    space();
    int after = skipper.skipValue(bytes, at, end);
    if (after < 0) {
      return false;
    }
    from = at;
    to = after;
    at = after;
    return true;
  }

  /** After {@link #next} said false: whether that was the end of the array. */
  public boolean whole() {
    return whole;
  }

  /** First byte of the element; of a text its quote. */
  public int from() {
    return from;
  }

  /** End of the element, exclusive. */
  public int to() {
    return to;
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
}
