package dev.tidemark.core.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages in use; the others are in the store. */
final class PageShelf<P extends MinutePage> {
  /** Minutes that records usually belong to: the one that is, and the one that closes. */
  private static final int ALWAYS = 2;

  private static final long MOST_BYTES = 32L << 20;

  private final FoldStore store;
  private final FoldStore.Space space;
  private final ShelfSize size;
  private final List<P> pages = new ArrayList<>();
  private long uses;

  PageShelf(FoldStore store, FoldStore.Space space, ShelfSize size) {
    this.store = store;
    this.space = space;
    this.size = size;
  }

  /** The page with this number if it is here. */
  @Nullable P onShelf(long number) {
    for (int i = pages.size() - 1; i >= 0; i--) {
      P page = pages.get(i);
      if (page.number == number) {
        page.used = ++uses;
        return page;
      }
    }
    return null;
  }

  /** Puts a page here that was not, with what the store has of it. */
  P take(P page) {
    page.load(store, space);
    page.used = ++uses;
    pages.add(page);
    return page;
  }

  /** Pages in use. */
  List<P> pages() {
    return pages;
  }

  /** Puts the pages aside that were not used for longest, until there is room. Ends their use. */
  void trim() {
    while (pages.size() > size.pages() || (pages.size() > ALWAYS && heapBytes() > MOST_BYTES)) {
      int oldest = 0;
      for (int i = 1; i < pages.size(); i++) {
        oldest = pages.get(i).used < pages.get(oldest).used ? i : oldest;
      }
      pages.remove(oldest).putAside(store, space, size);
    }
  }

  /** A page got a row. */
  void grown(P page) {
    page.storeAhead(store, space, size);
  }

  /** Drops a page here and in the store. */
  void drop(P page) {
    pages.remove(page);
    page.drop(store, space);
  }

  /** Stores what is not stored yet. */
  void flush() {
    pages.forEach(page -> page.store(store, space));
  }

  long heapBytes() {
    long bytes = 0;
    for (P page : pages) {
      bytes += page.heapBytes();
    }
    return bytes;
  }
}
