package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * Greatest value of the last {@code n}. A comparison does not round, so the running maximum is kept
 * and the window is searched again only when the maximum itself leaves.
 */
final class RollingExtreme {
  private final RollingWindow window;
  private double max;

  RollingExtreme(int n) {
    this.window = new RollingWindow(n);
  }

  void push(double x) {
    boolean maxLeaves = window.full() && window.get(0) == max;
    boolean first = window.size() == 0;
    window.push(x);
    if (first || x >= max) {
      max = x;
    } else if (maxLeaves) {
      max = window.max();
    }
  }

  boolean full() {
    return window.full();
  }

  double max() {
    return max;
  }

  void clear() {
    window.clear();
  }

  int stateBytes() {
    return window.stateBytes();
  }

  void write(ByteBuffer out) {
    window.write(out);
  }

  void read(ByteBuffer in) {
    window.read(in);
    max = window.size() == 0 ? Double.NaN : window.max();
  }

  void copyFrom(RollingExtreme other) {
    window.copyFrom(other.window);
    max = other.max;
  }
}
