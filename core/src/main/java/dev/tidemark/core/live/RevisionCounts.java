package dev.tidemark.core.live;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often each bar of a minute was told. Nearly every bar is told once, so only others are kept:
 * by default a closed bar with content is at revision 0, and one without was never told.
 */
final class RevisionCounts {
  private static final int NONE = Integer.MIN_VALUE;

  private int @Nullable [] last;

  /**
   * The number of the next revision of a bar.
   *
   * @param had whether the bar was closed and had content before
   * @param has whether it has content now
   */
  int next(int slot, boolean had, boolean has) {
    int[] kept = last;
    int before = kept != null && kept[slot] != NONE ? kept[slot] : had ? 0 : -1;
    int now = before + 1;
    put(slot, now == (has ? 0 : -1) ? NONE : now);
    return now;
  }

  /** Sets the last revision of a bar that has no content. */
  void told(int slot, int revision) {
    put(slot, revision);
  }

  private void put(int slot, int revision) {
    int[] kept = last;
    if (kept == null) {
      if (revision == NONE) {
        return;
      }
      kept = new int[MinutePage.SLOTS];
      Arrays.fill(kept, NONE);
      last = kept;
    }
    kept[slot] = revision;
  }

  void write(PackedWriter out) {
    int[] kept = last;
    int count = 0;
    for (int slot = 0; kept != null && slot < kept.length; slot++) {
      count += kept[slot] == NONE ? 0 : 1;
    }
    out.writeUnsigned(count);
    for (int slot = 0; kept != null && slot < kept.length; slot++) {
      if (kept[slot] != NONE) {
        out.writeByte(slot);
        out.writeSigned(kept[slot]);
      }
    }
  }

  void read(PackedReader in) {
    last = null;
    int count = in.readCount();
    for (int i = 0; i < count; i++) {
      int slot = in.readByte();
      if (slot < 0 || slot >= MinutePage.SLOTS) {
        throw PackedReader.damaged();
      }
      put(slot, (int) in.readSigned());
    }
  }
}
