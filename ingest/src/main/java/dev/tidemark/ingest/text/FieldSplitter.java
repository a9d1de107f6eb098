package dev.tidemark.ingest.text;

/**
 * Cuts a line into delimited fields. A field may stand in double quotes, and then hold delimiters
 * and doubled quotes. A record is one line: a quoted line break is malformed. One thread.
 */
public final class FieldSplitter {

  /** No layout has as many. */
  public static final int MOST_FIELDS = 512;

  private static final byte QUOTE = '"';

  private final byte delimiter;
  private final int[] from = new int[MOST_FIELDS];
  private final int[] to = new int[MOST_FIELDS];

  public FieldSplitter(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  /** Number of fields, or -1 when quotes are not balanced or there are too many fields. */
  public int split(byte[] bytes, int start, int end) {
    int field = 0;
    int at = start;
    while (true) {
      if (field == MOST_FIELDS) {
        return -1;
      }
      if (at < end && bytes[at] == QUOTE) {
        int close = closingQuote(bytes, at + 1, end);
        if (close < 0) {
          return -1;
        }
        from[field] = at + 1;
        to[field] = close;
        at = close + 1;
        if (at < end && bytes[at] != delimiter) {
          return -1;
        }
      } else {
        from[field] = at;
        while (at < end && bytes[at] != delimiter) {
          at++;
        }
        to[field] = at;
      }
      field++;
      if (at >= end) {
        return field;
      }
      at++;
    }
  }

  /** First byte of a field, without its quote. */
  public int from(int field) {
    return from[field];
  }

  /** End of a field, exclusive. */
  public int to(int field) {
    return to[field];
  }

  private static int closingQuote(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == QUOTE) {
        if (i + 1 < end && bytes[i + 1] == QUOTE) {
          i++;
        } else {
          return i;
        }
      }
    }
    return -1;
  }
}
