package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarBuilder;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.time.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of one minute, and how often its bars were told. Rows stay where they are put; their
 * order is kept beside. A page is stored as what was added since it was last stored.
 */
abstract class MinutePage {
  static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.S1, Timeframe.S5, Timeframe.M1);

  /** Bars of all timeframes in a minute. */
  static final int SLOTS = 60 + 12 + 1;

  private static final int FORMAT = 1;
  private static final int FIRST_CAPACITY = 16;
  private static final int MANY_PARTS = 8;
  private static final int INDEX_AHEAD = 64;

  /** Where it is stored: parts have this number and those that follow. */
  final long number;

  /** Interval of the minute's bar; {@code start == end} if the market was closed. */
  final long start;

  final long end;

  final RevisionCounts told = new RevisionCounts();

  int rows;
  long[] ts = new long[FIRST_CAPACITY];
  long[] seq = new long[FIRST_CAPACITY];
  long[] known = new long[FIRST_CAPACITY];

  /** Rows in their order. */
  int[] order = new int[FIRST_CAPACITY];

  /** For the shelf: when it was last used. */
  long used;

  private final @Nullable BarContent[] changing = new @Nullable BarContent[TIMEFRAMES.size()];

  /** How often rows came or went elsewhere than at the end of the order. */
  private int shuffles;

  private int parts;
  private int stored;
  private int indexed;
  private int[] replaced = new int[4];
  private int replacements;
  private boolean rewrite;
  private boolean dirty;

  MinutePage(long number, long start, long end) {
    this.number = number;
    this.start = start;
    this.end = end;
  }

  /** Order of two rows. */
  abstract int compare(int row, int other);

  abstract void grow(int capacity);

  /** Bytes of heap besides the columns that every page has. */
  abstract long moreHeapBytes();

  abstract void fill(BarBuilder builder, int row);

  abstract void write(PackedWriter out, int row, int previous);

  /** Reads a row and adds it, or puts it in the place of what it replaces; tells where it is. */
  abstract int read(PackedReader in, int previous);

  /** Tells in which page rows from {@code fromRow} on are. */
  abstract void index(int fromRow);

  final boolean inSession() {
    return start < end;
  }

  /** Length of bars of the timeframe with this place in {@link #TIMEFRAMES}. */
  private static long length(int timeframe) {
    return timeframe == 0 ? 1_000_000_000L : timeframe == 1 ? 5_000_000_000L : 60_000_000_000L;
  }

  private static int slot(int timeframe, int bar) {
    return timeframe == 0 ? bar : timeframe == 1 ? 60 + bar : 72;
  }

  /** The bar that an instant belongs to; prints of a closing auction belong to the last. */
  final int barAt(int timeframe, long nanos) {
    return (int) ((Math.min(nanos, end - 1) - start) / length(timeframe));
  }

  final long barStart(int timeframe, int bar) {
    return start + bar * length(timeframe);
  }

  final long barEnd(int timeframe, int bar) {
    return Math.min(start + (bar + 1) * length(timeframe), end);
  }

  /** The next revision of a bar. */
  final int nextRevision(int timeframe, int bar, boolean had, boolean has) {
    dirty = true;
    return told.next(slot(timeframe, bar), had, has);
  }

  /** Counts on from another page's revision of a bar that has no content any more. */
  final void countFrom(int timeframe, int bar, int revision) {
    dirty = true;
    told.told(slot(timeframe, bar), revision);
  }

  /** Place in the order of the first row at or after the instant. */
  final int lowerBound(long nanos) {
    int low = 0;
    int high = rows;
    if (rows > 0 && ts[order[rows - 1]] < nanos) {
      return rows;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ts[order[middle]] < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A bar that late records change one after the other: mostly they follow those it has. */
  final Optional<Bar> content(int timeframe, int bar) {
    BarContent content = changing[timeframe];
    if (content == null) {
      content = new BarContent();
      changing[timeframe] = content;
    }
    if (!content.continues(bar, shuffles)) {
      content.begin(bar, shuffles, lowerBound(barStart(timeframe, bar)));
    }
    int to = endOf(barEnd(timeframe, bar));
    for (; content.to < to; content.to++) {
      fill(content.builder, order[content.to]);
    }
    return built(timeframe, bar, content.builder);
  }

  final Optional<Bar> content(int timeframe, int bar, BarBuilder builder) {
    int to = endOf(barEnd(timeframe, bar));
    builder.reset();
    for (int place = lowerBound(barStart(timeframe, bar)); place < to; place++) {
      fill(builder, order[place]);
    }
    return built(timeframe, bar, builder);
  }

  /** Place behind the last row of a bar; the last bar has those of the closing auction, too. */
  private int endOf(long barEnd) {
    return barEnd == end ? rows : lowerBound(barEnd);
  }

  private Optional<Bar> built(int timeframe, int bar, BarBuilder builder) {
    long barStart = barStart(timeframe, bar);
    long barEnd = barEnd(timeframe, bar);
    boolean partial = barEnd - barStart < length(timeframe);
    return builder.isEmpty()
        ? Optional.empty()
        : Optional.of(builder.build(barStart, barEnd, partial));
  }

  /** Makes room for a row, which is to be set and then {@link #ordered}. */
  final int append() {
    if (rows == ts.length) {
      int capacity = rows + (rows >> 1);
      ts = Arrays.copyOf(ts, capacity);
      seq = Arrays.copyOf(seq, capacity);
      known = Arrays.copyOf(known, capacity);
      order = Arrays.copyOf(order, capacity);
      grow(capacity);
    }
    dirty = true;
    return rows;
  }

  /** Takes a row that was set into the order. */
  final void ordered(int row) {
    int place = rows;
    if (rows > 0 && compare(order[rows - 1], row) > 0) {
      place = placeOf(row, rows);
      System.arraycopy(order, place, order, place + 1, rows - place);
      shuffles++;
    }
    order[place] = row;
    rows++;
  }

  /** Takes a row that is about to change out of the order. */
  final void unordered(int row) {
    int place = placeOf(row, rows);
    System.arraycopy(order, place + 1, order, place, rows - place - 1);
    shuffles++;
    rows--;
    dirty = true;
  }

  /** A row was changed in its place. */
  final void changed(int row) {
    if (row < stored) {
      if (replacements == replaced.length) {
        replaced = Arrays.copyOf(replaced, 2 * replacements);
      }
      replaced[replacements++] = row;
    }
  }

  /** Takes a row away and the last one into its place. */
  final void remove(int row) {
    int last = rows - 1;
    if (row != last) {
      order[placeOf(last, rows)] = -1 - row; // found by what it still is
    }
    int kept = 0;
    for (int place = 0; place < rows; place++) {
      if (order[place] != row) {
        order[kept++] = order[place] < 0 ? -1 - order[place] : order[place];
      }
    }
    rows = last;
    if (row != last) {
      ts[row] = ts[last];
      seq[row] = seq[last];
      known[row] = known[last];
      move(last, row);
    }
    indexed = Math.min(indexed, row);
    shuffles++;
    rewrite = true;
    dirty = true;
  }

  /** Copies what else there is of a row. */
  abstract void move(int from, int to);

  private int placeOf(int row, int places) {
    int low = 0;
    int high = places;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(order[middle], row) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  final long heapBytes() {
    long contents = changing[0] == null ? 0 : TIMEFRAMES.size() * BarContent.BYTES;
    return 600 + contents + 28L * ts.length + moreHeapBytes();
  }

  /** Stores what is not stored yet. */
  final void store(FoldStore store, FoldStore.Space space) {
    if (!dirty) {
      return;
    }
    int from = rewrite || replacements > rows / 4 ? 0 : stored;
    int earlier = from == 0 ? 0 : replacements;
    PackedWriter out = new PackedWriter();
    out.writeByte(FORMAT);
    out.writeUnsigned(earlier + rows - from);
    int previous = -1;
    for (int i = 0; i < earlier; i++) {
      write(out, replaced[i], previous);
      previous = replaced[i];
    }
    for (int row = from; row < rows; row++) {
      write(out, row, previous);
      previous = row;
    }
    told.write(out);
    if (from == 0) {
      drop(store, space);
    }
    store.put(space, number + parts++, out.toBytes());
    index(indexed);
    indexed = rows;
    clean();
  }

  /** Stores rows while they come: all at once would be a pause. */
  final void storeAhead(FoldStore store, FoldStore.Space space, ShelfSize size) {
    if (rows - stored >= size.rows() && !rewrite) {
      store(store, space);
    } else if (rows - indexed >= INDEX_AHEAD) {
      index(indexed);
      indexed = rows;
    }
  }

  private void clean() {
    stored = rows;
    replacements = 0;
    rewrite = false;
    dirty = false;
  }

  /** As {@link #store}, and as one part if there are many. */
  final void putAside(FoldStore store, FoldStore.Space space, ShelfSize size) {
    rewrite |= parts > MANY_PARTS + rows / size.rows();
    dirty |= rewrite;
    store(store, space);
  }

  /** Reads all parts. */
  final void load(FoldStore store, FoldStore.Space space) {
    for (byte[] part = store.get(space, number);
        part != null;
        part = store.get(space, number + parts)) {
      PackedReader in = new PackedReader(part);
      in.expect(FORMAT);
      int count = in.readCount();
      int previous = -1;
      for (int i = 0; i < count; i++) {
        previous = read(in, previous);
      }
      told.read(in);
      parts++;
    }
    indexed = rows;
    clean();
  }

  /** Removes what is stored. */
  final void drop(FoldStore store, FoldStore.Space space) {
    for (int part = 0; part < parts; part++) {
      store.remove(space, number + part);
    }
    parts = 0;
  }
}
