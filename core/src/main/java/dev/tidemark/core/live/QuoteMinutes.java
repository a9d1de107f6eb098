package dev.tidemark.core.live;

import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.time.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The features of quotes of every UTC minute that has some, or into which a quote reaches; in and
 * out of sessions. They are told when the minute is closed and told anew when later quotes change
 * them by a bit.
 *
 * <p>The quotes stay where they are: a minute depends on itself, on the last quote before it and on
 * the last hundred valid ones, which are looked up. What was told last equals one run over all
 * quotes. Not thread-safe.
 */
public final class QuoteMinutes {
  private static final byte FORMAT = 1;
  private static final long MINUTE = Timeframe.M1.nanos();
  private static final int BLOCK = 64;

  private final FoldStore store;
  private final long graceNanos;

  /** Minutes with quotes, and those of them and after them that are to be looked at. */
  private final MinuteSet quoted = new MinuteSet();

  private final MinuteSet changed = new MinuteSet();
  private final QuoteMemory forgotten = new QuoteMemory();
  private final Map<Long, NavigableMap<Long, RevisedMinute>> told = new HashMap<>();
  private final NavigableSet<Long> dirtyBlocks = new TreeSet<>();
  private long firstChanged = Long.MAX_VALUE;
  private long firstQuoted = Long.MAX_VALUE;
  private boolean dirty;

  private QuoteMinutes(LatenessPolicy policy, FoldStore store) {
    this.graceNanos = policy.graceNanos();
    this.store = store;
  }

  /** Continues where the last {@link #flush} into this store left off; begins if there was none. */
  public static QuoteMinutes open(LatenessPolicy policy, FoldStore store) {
    QuoteMinutes minutes = new QuoteMinutes(policy, store);
    byte[] head = store.get(FoldStore.Space.FEATURES, StoredFeatures.HEAD_OF_QUOTES);
    if (head != null) {
      minutes.read(head);
    }
    return minutes;
  }

  /** The minute that starts here got a quote; {@link #advance} tells what that changes. */
  public void changed(long startNanos) {
    quoted.add(startNanos);
    changed.add(startNanos);
    changed.add(startNanos + MINUTE);
    firstChanged = Math.min(firstChanged, startNanos);
    firstQuoted = Math.min(firstQuoted, startNanos);
    dirty = true;
  }

  /** Whether {@link #advance} to this time would look at a minute. */
  public boolean isDue(long closedThroughNanos) {
    return firstChanged <= closedThroughNanos - MINUTE;
  }

  /** End of the first minute that is to be looked at; {@code Long.MAX_VALUE} if none is. */
  public long nextEndNanos() {
    return firstChanged == Long.MAX_VALUE ? Long.MAX_VALUE : firstChanged + MINUTE;
  }

  /**
   * Tells of minutes that end at or before {@code closedThroughNanos} what {@link #changed}
   * changed. Quotes of minutes that ended longer ago than the grace are forgotten.
   *
   * @param knownNanos since when it is known
   */
  public void advance(long closedThroughNanos, long knownNanos, QuotePages pages, FoldOutput out) {
    long lastClosed = Math.floorDiv(closedThroughNanos, MINUTE) * MINUTE - MINUTE;
    if (firstChanged <= lastClosed) {
      run(lastClosed, knownNanos, pages, out);
      firstChanged = orNever(changed.ceiling(lastClosed + MINUTE));
      dirty = true;
    }
    forget(knownNanos, pages);
  }

  private void run(long lastClosed, long known, QuotePages pages, FoldOutput out) {
    long minute = changed.ceiling(firstChanged);
    QuoteFold fold = before(minute, pages);
    int unchanged = 0;
    while (minute != MinuteSet.NONE && minute <= lastClosed) {
      boolean due = changed.contains(minute);
      QuoteColumns quotes = quoted.contains(minute) ? pages.minute(minute) : QuoteColumns.NONE;
      tell(minute, fold.minute(minute, quotes), known, out);
      changed.remove(minute);
      unchanged = due ? 0 : unchanged + valid(quotes);
      long next = changed.ceiling(minute + MINUTE);
      if (unchanged < QuoteFold.MEMORY) {
        next = earlier(next, quoted.ceiling(minute + MINUTE));
        next = quoted.contains(minute) ? minute + MINUTE : next;
      } else if (next != MinuteSet.NONE && next > minute + MINUTE) {
        // What is between does not change, but the fold has to know the quotes before.
        next = next <= lastClosed ? next : MinuteSet.NONE;
        if (next != MinuteSet.NONE) {
          fold = before(next, pages);
          unchanged = 0;
        }
      }
      minute = next;
    }
  }

  private static long earlier(long a, long b) {
    return a == MinuteSet.NONE ? b : b == MinuteSet.NONE ? a : Math.min(a, b);
  }

  private static long orNever(long minute) {
    return minute == MinuteSet.NONE ? Long.MAX_VALUE : minute;
  }

  private static int valid(QuoteColumns quotes) {
    int valid = 0;
    for (int row = 0; row < quotes.rows(); row++) {
      valid += QuoteFold.isValid(quotes.bid()[row], quotes.ask()[row]) ? 1 : 0;
    }
    return valid;
  }

  /** The fold that knows what a minute depends on before it. */
  private QuoteFold before(long minute, QuotePages pages) {
    Deque<QuoteColumns> earlier = new ArrayDeque<>();
    int valid = 0;
    long at = quoted.lower(minute);
    while (at != MinuteSet.NONE && valid < QuoteFold.MEMORY) {
      QuoteColumns quotes = pages.minute(at);
      earlier.addFirst(quotes);
      valid += valid(quotes);
      at = quoted.lower(at);
    }
    QuoteFold fold = new QuoteFold();
    forgotten.tell(QuoteFold.MEMORY - Math.min(valid, QuoteFold.MEMORY), fold);
    int more = valid - QuoteFold.MEMORY;
    for (QuoteColumns quotes : earlier) {
      for (int row = 0; row < quotes.rows(); row++) {
        if (QuoteFold.isValid(quotes.bid()[row], quotes.ask()[row]) && more-- <= 0) {
          fold.earlier(quotes.bid()[row], quotes.ask()[row]);
        }
      }
    }
    if (earlier.isEmpty()) {
      forgotten.tellLast(fold);
    } else {
      QuoteColumns last = earlier.getLast();
      int row = last.rows() - 1;
      fold.last(last.tsNanos()[row], last.bid()[row], last.ask()[row]);
    }
    return fold;
  }

  private void tell(long minute, double[] values, long known, FoldOutput out) {
    NavigableMap<Long, RevisedMinute> block = block(number(minute));
    RevisedMinute before = block.get(minute);
    if (before == null && values.length == 0) {
      return;
    }
    RevisedMinute of = before == null ? new RevisedMinute() : before;
    block.put(minute, of);
    if (of.revise(values)) {
      dirtyBlocks.add(number(minute));
      out.features(of.told(FeatureGroup.QUOTES, minute, minute + MINUTE, known));
    }
  }

  private static long number(long minute) {
    return Math.floorDiv(minute, BLOCK * MINUTE);
  }

  private NavigableMap<Long, RevisedMinute> block(long number) {
    return told.computeIfAbsent(
        number,
        absent -> {
          byte[] bytes = store.get(FoldStore.Space.FEATURES, StoredFeatures.ofQuotes(number));
          return bytes == null ? new TreeMap<>() : readBlock(bytes);
        });
  }

  private void forget(long knownNanos, QuotePages pages) {
    while (firstQuoted != Long.MAX_VALUE && firstQuoted + MINUTE < knownNanos - graceNanos) {
      long minute = firstQuoted;
      forgotten.add(pages.minute(minute));
      pages.forget(minute);
      quoted.remove(minute);
      firstQuoted = orNever(quoted.ceiling(minute));
      dirty = true;
      // The block goes with its last minute, which may be one into which a quote reached.
      if (firstQuoted == Long.MAX_VALUE || number(firstQuoted) > number(minute + MINUTE)) {
        drop(number(minute));
        drop(number(minute + MINUTE));
      } else if (number(firstQuoted) > number(minute)) {
        drop(number(minute));
      }
    }
  }

  private void drop(long number) {
    told.remove(number);
    dirtyBlocks.remove(number);
    store.remove(FoldStore.Space.FEATURES, StoredFeatures.ofQuotes(number));
  }

  /** Puts everything into the store, from which {@link #open} continues bit for bit. */
  public void flush() {
    if (!dirty) {
      return;
    }
    dirty = false;
    for (long number : dirtyBlocks) {
      byte[] bytes = writeBlock(Objects.requireNonNull(told.get(number)));
      store.put(FoldStore.Space.FEATURES, StoredFeatures.ofQuotes(number), bytes);
    }
    dirtyBlocks.clear();
    told.clear();
    store.put(FoldStore.Space.FEATURES, StoredFeatures.HEAD_OF_QUOTES, write());
  }

  /** Bytes of heap that this takes, roughly. */
  public long heapBytes() {
    return 4_000 + told.size() * 10_000L + quoted.words() * 80L;
  }

  private byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      quoted.write(out);
      changed.write(out);
      forgotten.write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the target is memory
    }
    return bytes.toByteArray();
  }

  private void read(byte[] head) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(head))) {
      if (in.readByte() != FORMAT) {
        throw new IOException("unknown format");
      }
      quoted.read(in);
      changed.read(in);
      forgotten.read(in);
      firstQuoted = orNever(quoted.ceiling(Long.MIN_VALUE));
      firstChanged = orNever(changed.ceiling(Long.MIN_VALUE));
    } catch (IOException damaged) {
      throw StoredFeatures.damaged(damaged);
    }
  }

  private static byte[] writeBlock(NavigableMap<Long, RevisedMinute> block) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeByte(block.size());
      for (var minute : block.entrySet()) {
        out.writeLong(minute.getKey());
        minute.getValue().write(out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the target is memory
    }
    return bytes.toByteArray();
  }

  private static NavigableMap<Long, RevisedMinute> readBlock(byte[] bytes) {
    NavigableMap<Long, RevisedMinute> block = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORMAT) {
        throw new IOException("unknown format");
      }
      int minutes = in.readUnsignedByte();
      for (int i = 0; i < minutes; i++) {
        block.put(in.readLong(), RevisedMinute.read(in));
      }
    } catch (IOException damaged) {
      throw StoredFeatures.damaged(damaged);
    }
    return block;
  }
}
