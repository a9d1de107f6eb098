package dev.tidemark.stream.feed;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a listener is: for each partition the offset that it wants next. As text it is the id of
 * an event, {@code 0:120,1:7}. Not thread-safe.
 */
public final class Positions {
  private static final int LONGEST = 4_000;
  private static final Pattern TEXT = Pattern.compile("\\d{1,5}:\\d{1,18}(,\\d{1,5}:\\d{1,18})*");

  private final long[] next;

  Positions(long[] next) {
    this.next = next.clone();
  }

  /** Reads what {@link #toString} wrote; empty if it did not. */
  public static Optional<Positions> parse(String text) {
    if (text.length() > LONGEST || !TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    String[] parts = text.split(",", -1);
    long[] next = new long[parts.length];
    for (int p = 0; p < parts.length; p++) {
      int colon = parts[p].indexOf(':');
      if (Integer.parseInt(parts[p].substring(0, colon)) != p) {
        return Optional.empty();
      }
      next[p] = Long.parseLong(parts[p].substring(colon + 1));
    }
    return Optional.of(new Positions(next));
  }

  public int partitions() {
    return next.length;
  }

  long next(int partition) {
    return next[partition];
  }

  /** Goes past an event that was delivered. */
  public void passed(LiveEvent event) {
    next[event.partition()] = Math.max(next[event.partition()], event.offset() + 1);
  }

  void set(int partition, long offset) {
    next[partition] = offset;
  }

  /** Goes on to where another one is, never back. */
  public void reach(Positions further) {
    for (int p = 0; p < next.length; p++) {
      next[p] = Math.max(next[p], further.next[p]);
    }
  }

  long[] toArray() {
    return next.clone();
  }

  public Positions copy() {
    return new Positions(next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Positions that && Arrays.equals(next, that.next);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(next);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(24 * next.length);
    for (int p = 0; p < next.length; p++) {
      text.append(p == 0 ? "" : ",").append(p).append(':').append(next[p]);
    }
    return text.toString();
  }
}
