package dev.tidemark.server.analysis;

import java.util.List;

/**
 * @param number counted from 1
 * @param size 1 to 1000
 */
public record PageQuery(int number, int size) {

  /** The items of this page. */
  <T> List<T> of(List<T> all) {
    int from = (int) Math.min(all.size(), (number - 1L) * size);
    return all.subList(from, (int) Math.min(all.size(), (long) from + size));
  }
}
