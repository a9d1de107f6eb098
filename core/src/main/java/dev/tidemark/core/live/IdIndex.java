package dev.tidemark.core.live;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * In which page each trade is, found by its id. Ids that differ in nothing but their last two
 * digits, as those that an exchange counts, have one entry in the store; the one in hand is stored
 * when another is needed. An id is its bytes in UTF-8. Not thread-safe.
 */
public final class IdIndex {
  /** No page: the id is not known. */
  public static final long NONE = Long.MIN_VALUE;

  private final IdStore store;

  /** What the ids of the entry in hand begin with; null when there is none. */
  private byte @Nullable [] beginning;

  private IdPages pages = new IdPages();
  private boolean dirty;

  public IdIndex(IdStore store) {
    this.store = store;
  }

  /** Number of the page, or {@link #NONE}. */
  public long pageOf(byte[] id) {
    int cut = cut(id, 0, id.length);
    int ending = ending(id, cut, id.length);
    if (dirty && !isInHand(id, 0, cut)) {
      // What is in hand stays there: who asks is seldom who puts next.
      return stored(Arrays.copyOf(id, cut)).pageOf(ending);
    }
    take(id, 0, cut);
    return pages.pageOf(ending);
  }

  /** The trade whose id is at this place in {@code ids} is in this page, and in no other. */
  public void put(byte[] ids, int start, int length, long page) {
    int cut = cut(ids, start, start + length);
    take(ids, start, cut);
    pages.put(ending(ids, cut, start + length), page);
    dirty = true;
  }

  void remove(byte[] ids, int start, int length) {
    int cut = cut(ids, start, start + length);
    take(ids, start, cut);
    pages.remove(ending(ids, cut, start + length));
    dirty = true;
  }

  /** Stores what is in hand. */
  public void flush() {
    byte[] name = beginning;
    if (!dirty || name == null) {
      return;
    }
    if (pages.isEmpty()) {
      store.remove(text(name));
    } else {
      store.put(text(name), pages.write());
    }
    dirty = false;
  }

  private void take(byte[] ids, int start, int cut) {
    if (!isInHand(ids, start, cut)) {
      flush();
      byte[] name = Arrays.copyOfRange(ids, start, cut);
      pages = stored(name);
      beginning = name;
    }
  }

  private boolean isInHand(byte[] ids, int start, int cut) {
    byte[] name = beginning;
    return name != null && Arrays.equals(name, 0, name.length, ids, start, cut);
  }

  private IdPages stored(byte[] name) {
    byte[] entry = store.get(text(name));
    return entry == null ? new IdPages() : IdPages.read(entry);
  }

  /** It ends before a digit or at the end, so these are whole characters. */
  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  /** Where the last two digits begin, or those there are. */
  private static int cut(byte[] ids, int start, int end) {
    int cut = end;
    while (cut > start && end - cut < 2 && isDigit(ids[cut - 1])) {
      cut--;
    }
    return cut;
  }

  private static boolean isDigit(byte letter) {
    return letter >= '0' && letter <= '9';
  }

  /** A number for no digit, for each one, and for each two. */
  private static int ending(byte[] ids, int cut, int end) {
    return switch (end - cut) {
      case 0 -> 0;
      case 1 -> 1 + ids[cut] - '0';
      default -> 11 + 10 * (ids[cut] - '0') + ids[cut + 1] - '0';
    };
  }
}
