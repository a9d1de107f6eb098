package dev.tidemark.core.pit;

import java.util.Arrays;

/**
 * Questions of an as-of join as columns. Any order is correct; fast if times ascend within each
 * entity, fastest if ascending by (entity, time).
 *
 * @param rows number of questions
 * @param entity codes of the same dictionary as the rows'; an unknown code matches nothing
 * @param time t, the event time asked for
 * @param known K, the knowledge time
 */
public record AsOfKeys(int rows, int[] entity, long[] time, long[] known) {

  /** K = t: only what was known at the time itself. The form for training sets. */
  public static AsOfKeys training(int rows, int[] entity, long[] time) {
    return new AsOfKeys(rows, entity, time, time);
  }

  /** The same K for all: the data as it was known at one time, e.g. as corrected until now. */
  public static AsOfKeys asKnown(int rows, int[] entity, long[] time, long known) {
    long[] same = new long[rows];
    Arrays.fill(same, known);
    return new AsOfKeys(rows, entity, time, same);
  }
}
