package dev.tidemark.core.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What was last told of a minute, and how often. */
final class RevisedMinute {
  /** A minute that has no features. */
  static final double[] NONE = {};

  private int revision = -1;
  private double[] values = NONE;

  /**
   * Whether these values differ, by bits, from those told last; they are then the next revision.
   */
  boolean revise(double[] now) {
    if (same(now)) {
      return false;
    }
    values = now.clone();
    revision++;
    return true;
  }

  FeatureRevision told(FeatureGroup group, long startNanos, long closeNanos, long knownNanos) {
    return new FeatureRevision(group, startNanos, closeNanos, revision, knownNanos, values.clone());
  }

  /** As {@code Arrays.equals}, for which all NaN are the same. */
  private boolean same(double[] now) {
    return java.util.Arrays.equals(values, now);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(revision);
    out.writeByte(values.length);
    for (double value : values) {
      out.writeLong(Double.doubleToRawLongBits(value));
    }
  }

  static RevisedMinute read(DataInput in) throws IOException {
    RevisedMinute minute = new RevisedMinute();
    minute.revision = in.readInt();
    int length = in.readUnsignedByte();
    minute.values = length == 0 ? NONE : new double[length];
    for (int i = 0; i < length; i++) {
      minute.values[i] = Double.longBitsToDouble(in.readLong());
    }
    return minute;
  }
}
