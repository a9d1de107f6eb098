package dev.tidemark.core.stats;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;

/** The bootstrap as the specification tells it: word by word, index by index, with a wrap. */
final class ReferenceBootstrap {

  private ReferenceBootstrap() {}

  static int[] indices(int n, BlockMethod method, double block, long seed, int id, int replicate) {
    PhiloxStream words = PhiloxStream.of(seed, Purpose.BOOT, id, replicate);
    int[] indices = new int[n];
    if (method == BlockMethod.CIRCULAR) {
      int length = Math.max(1, (int) Math.floor(block + 0.5));
      for (int i = 0; i < n; i++) {
        indices[i] = (start(words.word(i / length), n) + i % length) % n;
      }
      return indices;
    }
    long threshold = (long) Math.floor(4294967296.0 / block);
    for (int i = 0; i < n; i++) {
      int a = words.word(2L * i);
      long r = Integer.toUnsignedLong(words.word(2L * i + 1));
      indices[i] = i == 0 || r < threshold ? start(a, n) : (indices[i - 1] + 1) % n;
    }
    return indices;
  }

  static double deviation(double[] x, int[] indices) {
    double first = x[0];
    double shift = 0.0;
    for (int i = 1; i < x.length; i++) {
      shift += x[i] - first;
    }
    double mean = first + shift / x.length;
    double sum = 0.0;
    for (int index : indices) {
      sum += x[index] - mean;
    }
    return sum / x.length;
  }

  private static int start(int word, int n) {
    return (int) (Integer.toUnsignedLong(word) * n >>> 32);
  }
}
