package dev.tidemark.transform.enrich;

/**
 * The fold after some bar of a series.
 *
 * @param label label of the last bar consumed, microseconds
 * @param known the latest known time of all rows up to that label: at this knowledge time and any
 *     later one, until a new row comes, the state holds
 * @param bars bars consumed since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // opaque, and compared where it matters
record Checkpoint(long label, long known, long bars, byte[] state) {

  /** Before the first bar. */
  static final Checkpoint EPOCH = new Checkpoint(Long.MIN_VALUE, Long.MIN_VALUE, 0, new byte[0]);

  boolean epoch() {
    return label == Long.MIN_VALUE;
  }

  void load(BarFold fold) {
    if (epoch()) {
      fold.reset();
    } else {
      fold.restore(state);
    }
  }
}
