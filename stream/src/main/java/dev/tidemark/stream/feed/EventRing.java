package dev.tidemark.stream.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a topic, bounded in number and bytes. Every event has a number of its own;
 * whoever asks for one that is gone is too late. Not thread-safe: {@link FanOut} locks.
 */
final class EventRing {
  private final @Nullable LiveEvent[] slots;
  private final long mostBytes;
  private final Positions oldest;
  private final Positions next;
  private long tail;
  private long head;
  private long bytes;

  /**
   * @param start offsets of the first records that will be added
   */
  EventRing(int most, long mostBytes, long[] start) {
    this.slots = new LiveEvent[most];
    this.mostBytes = mostBytes;
    this.oldest = new Positions(start);
    this.next = new Positions(start);
  }

  void add(LiveEvent event) {
    while (head > tail && (head - tail == slots.length || bytes + event.bytes() > mostBytes)) {
      int slot = slot(tail++);
      LiveEvent gone = Objects.requireNonNull(slots[slot]);
      slots[slot] = null;
      bytes -= gone.bytes();
      oldest.set(gone.partition(), gone.offset() + 1);
    }
    slots[slot(head++)] = event;
    bytes += event.bytes();
  }

  private int slot(long number) {
    return (int) (number % slots.length);
  }

  /** Everything before the offset of the partition was added, or is no event. */
  void told(int partition, long offset) {
    next.set(partition, offset);
  }

  long head() {
    return head;
  }

  long tail() {
    return tail;
  }

  /** What is told next, by partition. */
  Positions next() {
    return next;
  }

  /** Whether everything from the positions on is here. */
  boolean covers(Positions positions) {
    for (int p = 0; p < next.partitions(); p++) {
      if (positions.next(p) < oldest.next(p)) {
        return false;
      }
    }
    return true;
  }

  /** Events from a number on, at most so many; the number must not be before the tail. */
  List<LiveEvent> from(long number, int count) {
    int size = (int) Math.min(count, head - number);
    List<LiveEvent> found = new ArrayList<>(size);
    for (long n = number; n < number + size; n++) {
      found.add(Objects.requireNonNull(slots[slot(n)]));
    }
    return found;
  }
}
