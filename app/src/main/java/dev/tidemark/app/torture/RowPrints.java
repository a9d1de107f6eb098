package dev.tidemark.app.torture;

import java.util.Arrays;

/**
 * 64-bit fingerprints of rows, as pairs of identity (which row) and content (what it says), brought
 * into one order so that two tables can be compared by walking them side by side.
 */
final class RowPrints {
  private long[] identities = new long[1024];
  private long[] contents = new long[1024];
  private int size;

  void add(long identity, long content) {
    if (size == identities.length) {
      identities = Arrays.copyOf(identities, size * 2);
      contents = Arrays.copyOf(contents, size * 2);
    }
    identities[size] = identity;
    contents[size] = content;
    size++;
  }

  void addAll(RowPrints others) {
    for (int i = 0; i < others.size; i++) {
      add(others.identities[i], others.contents[i]);
    }
  }

  int size() {
    return size;
  }

  long identity(int at) {
    return identities[at];
  }

  long content(int at) {
    return contents[at];
  }

  /** Sorts by identity, then content: quicksort on the two arrays together. */
  void sort() {
    sort(0, size - 1);
  }

  private void sort(int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int left = low;
      int right = high;
      int middle = (low + high) >>> 1;
      long pivotIdentity = identities[middle];
      long pivotContent = contents[middle];
      while (left <= right) {
        while (compare(left, pivotIdentity, pivotContent) < 0) {
          left++;
        }
        while (compare(right, pivotIdentity, pivotContent) > 0) {
          right--;
        }
        if (left <= right) {
          swap(left++, right--);
        }
      }
      // The smaller part by recursion keeps the depth logarithmic.
      if (right - low < high - left) {
        sort(low, right);
        low = left;
      } else {
        sort(left, high);
        high = right;
      }
    }
  }

  private int compare(int at, long identity, long content) {
    int byIdentity = Long.compare(identities[at], identity);
    return byIdentity != 0 ? byIdentity : Long.compare(contents[at], content);
  }

  private void swap(int a, int b) {
    long identity = identities[a];
    identities[a] = identities[b];
    identities[b] = identity;
    long content = contents[a];
    contents[a] = contents[b];
    contents[b] = content;
  }
}
