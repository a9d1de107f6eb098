package dev.tidemark.transform.progress;

import java.util.ArrayList;
import java.util.List;

/**
 * Few ranges of labels that cover given labels; neighbours less than a gap apart share one. Bounds
 * are included. Not safe for threads.
 */
public final class LabelRanges {
  /** Both ends included, microseconds. */
  public record Range(long from, long to) {}

  private final long gap;
  private final int most;
  private final List<Range> ranges = new ArrayList<>();

  /**
   * No ranges yet.
   *
   * @param gap labels at most so far apart are covered by one range
   * @param most beyond so many ranges, the nearest are joined
   */
  public LabelRanges(long gap, int most) {
    this.gap = gap;
    this.most = most;
  }

  public void add(long from, long to) {
    int at = 0;
    while (at < ranges.size() && ranges.get(at).to() + gap < from) {
      at++;
    }
    long low = from;
    long high = to;
    while (at < ranges.size() && ranges.get(at).from() <= high + gap) {
      Range range = ranges.remove(at);
      low = Math.min(low, range.from());
      high = Math.max(high, range.to());
    }
    ranges.add(at, new Range(low, high));
    if (ranges.size() > most) {
      joinNearest();
    }
  }

  private void joinNearest() {
    int nearest = 0;
    for (int i = 1; i + 1 < ranges.size(); i++) {
      if (distance(i) < distance(nearest)) {
        nearest = i;
      }
    }
    Range right = ranges.remove(nearest + 1);
    ranges.set(nearest, new Range(ranges.get(nearest).from(), right.to()));
  }

  private long distance(int left) {
    return ranges.get(left + 1).from() - ranges.get(left).to();
  }

  /** In rising order. */
  public List<Range> ranges() {
    return List.copyOf(ranges);
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }
}
