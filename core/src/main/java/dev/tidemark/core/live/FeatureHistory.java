package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.time.TradingCalendar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The features of bars as bars are told and revised. A new minute goes on from the last one. A
 * revised one goes back to a kept state of {@link MinuteFeatures} before it and forward again;
 * every minute whose features changed by a bit is told anew, until the fold is what it was.
 *
 * <p>What was told last equals one run over the bars that were told last. Not thread-safe.
 */
public final class FeatureHistory {
  private static final byte FORMAT = 1;

  private final TradingCalendar calendar;
  private final long graceNanos;
  private final FoldStore store;
  private final Map<Long, FeatureBlock> heap = new HashMap<>();
  private final NavigableSet<Long> blocks = new TreeSet<>();
  private final double[] values;

  /** After the newest minute. */
  private MinuteFeatures current;

  private long newest = Long.MIN_VALUE;
  private long greatestKnown = Long.MIN_VALUE;
  private boolean dirty;

  private FeatureHistory(TradingCalendar calendar, long graceNanos, FoldStore store) {
    this.calendar = calendar;
    this.graceNanos = graceNanos;
    this.store = store;
    this.current = new MinuteFeatures(calendar);
    this.values = new double[current.size()];
  }

  /** Continues where the last {@link #flush} into this store left off; begins if there was none. */
  public static FeatureHistory open(InstrumentRules rules, LatenessPolicy policy, FoldStore store) {
    FeatureHistory history = new FeatureHistory(rules.calendar(), policy.graceNanos(), store);
    byte[] head = store.get(FoldStore.Space.FEATURES, StoredFeatures.HEAD_OF_BARS);
    if (head != null) {
      history.read(head);
    }
    return history;
  }

  /** One minute's bar was told or revised. */
  public void bar(BarRevision revision, FoldOutput out) {
    revised(List.of(revision), out);
  }

  /** Minutes in the order they were told; what follows from those known at once is told once. */
  public void revised(List<BarRevision> revisions, FoldOutput out) {
    int from = 0;
    for (int to = 1; to <= revisions.size(); to++) {
      if (to == revisions.size()
          || revisions.get(to).knownNanos() != revisions.get(from).knownNanos()) {
        step(revisions.subList(from, to), out);
        from = to;
      }
    }
  }

  private void step(List<BarRevision> step, FoldOutput out) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long known = step.getFirst().knownNanos();
    for (BarRevision revision : step) {
      first = Math.min(first, revision.startNanos());
      last = Math.max(last, revision.startNanos());
      FeatureBlock block = blockOf(revision.startNanos());
      block.row(revision.startNanos()).replace(revision.content().orElse(null));
      block.dirty = true;
    }
    boolean onward = first > newest;
    newest = Math.max(newest, last);
    dirty = true;
    long block = FeatureBlock.number(first);
    MinuteFeatures fold = onward ? current : MinuteFeatures.restore(calendar, load(block).before);
    run(fold, onward ? first : Long.MIN_VALUE, block, FeatureBlock.number(last), known, out);
    forget(known);
  }

  /**
   * Runs the fold over the minutes from {@code from} on, which are in {@code block} or later; those
   * after {@code lastChanged} depend on nothing but the fold.
   */
  private void run(
      MinuteFeatures fold, long from, long block, long lastChanged, long known, FoldOutput out) {
    for (long number : blocks.tailSet(block)) {
      FeatureBlock each = load(number);
      if (number > block) {
        byte[] before = fold.state();
        if (number > lastChanged && Arrays.equals(before, each.before)) {
          return;
        }
        each.before = before;
        each.dirty = true;
      }
      for (var row : each.rows().tailMap(from).entrySet()) {
        FeatureBlock.Row minute = row.getValue();
        boolean valid = minute.bar() != null && fold.bar(minute.bar(), values);
        if (minute.told().revise(valid ? values : RevisedMinute.NONE)) {
          each.dirty = true;
          out.features(
              minute.told().told(FeatureGroup.BARS, row.getKey(), minute.closeNanos(), known));
        }
      }
    }
    current = fold;
  }

  private FeatureBlock blockOf(long labelNanos) {
    long number = FeatureBlock.number(labelNanos);
    if (blocks.contains(number)) {
      return load(number);
    }
    // Nothing is between this block and the next one, so the fold is the same before both.
    Long next = blocks.higher(number);
    FeatureBlock block = new FeatureBlock(next == null ? current.state() : load(next).before);
    blocks.add(number);
    heap.put(number, block);
    return block;
  }

  private FeatureBlock load(long number) {
    return heap.computeIfAbsent(
        number,
        absent ->
            FeatureBlock.read(
                Objects.requireNonNull(
                    store.get(FoldStore.Space.FEATURES, StoredFeatures.ofBars(number)))));
  }

  /** Drops what no record can change any more. */
  private void forget(long knownNanos) {
    greatestKnown = Math.max(greatestKnown, knownNanos);
    while (!blocks.isEmpty()
        && FeatureBlock.endNanos(blocks.first()) < greatestKnown - graceNanos) {
      long number = blocks.removeFirst();
      heap.remove(number);
      store.remove(FoldStore.Space.FEATURES, StoredFeatures.ofBars(number));
    }
  }

  /** Puts everything into the store, from which {@link #open} continues bit for bit. */
  public void flush() {
    if (!dirty) {
      return;
    }
    dirty = false;
    heap.forEach(
        (number, block) -> {
          if (block.dirty) {
            block.dirty = false;
            store.put(FoldStore.Space.FEATURES, StoredFeatures.ofBars(number), block.write());
          }
        });
    heap.keySet().removeIf(number -> !number.equals(blocks.last()));
    store.put(FoldStore.Space.FEATURES, StoredFeatures.HEAD_OF_BARS, write());
  }

  /** Bytes of heap that this takes, roughly. */
  public long heapBytes() {
    return 16_000 + heap.values().stream().mapToLong(FeatureBlock::heapBytes).sum();
  }

  private byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(newest);
      out.writeLong(greatestKnown);
      byte[] state = current.state();
      out.writeInt(state.length);
      out.write(state);
      out.writeInt(blocks.size());
      for (long number : blocks) {
        out.writeLong(number);
      }
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
      newest = in.readLong();
      greatestKnown = in.readLong();
      current = MinuteFeatures.restore(calendar, in.readNBytes(in.readInt()));
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        blocks.add(in.readLong());
      }
    } catch (IOException damaged) {
      throw StoredFeatures.damaged(damaged);
    }
  }
}
