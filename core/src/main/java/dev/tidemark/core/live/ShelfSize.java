package dev.tidemark.core.live;

/**
 * How much a fold keeps to itself.
 *
 * @param pages minutes in memory
 * @param rows of a minute that are not stored yet before they are: of all at once it would be a
 *     pause
 */
record ShelfSize(int pages, int rows) {
  static final ShelfSize USUAL = new ShelfSize(4, 4_096);
}
