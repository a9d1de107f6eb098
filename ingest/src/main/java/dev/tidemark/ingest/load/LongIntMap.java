package dev.tidemark.ingest.load;

import java.util.Arrays;

/** Maps longs to non-negative ints, by open addressing. */
public final class LongIntMap {

  private long[] keys;
  private int[] values;
  private int size;
  private int mask;

  public LongIntMap(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, expected * 2 - 1)) << 1;
    this.keys = new long[capacity];
    this.values = new int[capacity];
    Arrays.fill(values, -1);
    this.mask = capacity - 1;
  }

  int size() {
    return size;
  }

  /** The value of a key, or -1. */
  public int get(long key) {
    int slot = (int) Hashing.mix(key) & mask;
    while (values[slot] >= 0) {
      if (keys[slot] == key) {
        return values[slot];
      }
      slot = slot + 1 & mask;
    }
    return -1;
  }

  /** The value already there, or -1 after putting this one. */
  int putIfAbsent(long key, int value) {
    int slot = (int) Hashing.mix(key) & mask;
    while (values[slot] >= 0) {
      if (keys[slot] == key) {
        return values[slot];
      }
      slot = slot + 1 & mask;
    }
    insert(slot, key, value);
    return -1;
  }

  public void put(long key, int value) {
    int slot = (int) Hashing.mix(key) & mask;
    while (values[slot] >= 0) {
      if (keys[slot] == key) {
        values[slot] = value;
        return;
      }
      slot = slot + 1 & mask;
    }
    insert(slot, key, value);
  }

  private void insert(int slot, long key, int value) {
    keys[slot] = key;
    values[slot] = value;
    if (++size * 2 > mask) {
      enlarge();
    }
  }

  private void enlarge() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[keys.length];
    Arrays.fill(values, -1);
    mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] >= 0) {
        int slot = (int) Hashing.mix(oldKeys[i]) & mask;
        while (values[slot] >= 0) {
          slot = slot + 1 & mask;
        }
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
