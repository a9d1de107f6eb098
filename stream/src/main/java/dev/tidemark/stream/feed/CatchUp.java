package dev.tidemark.stream.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads what a listener missed, up to where the shared reader was when it began. */
final class CatchUp implements AutoCloseable {
  private final FeedLog.Reader reader;
  private final FeedDocument.Decoder decoder;
  private final long number;
  private final Positions until;
  private final Positions begin;
  private final List<Delivery.Gap> gaps = new ArrayList<>();

  /**
   * @param wanted where to begin; what is gone is skipped and told as a gap
   * @param until where the shared reader was
   * @param number of the event that the shared reader adds next
   */
  CatchUp(
      FeedLog.Reader reader,
      FeedDocument.Decoder decoder,
      Positions wanted,
      Positions until,
      long number) {
    this.reader = reader;
    this.decoder = decoder;
    this.number = number;
    this.until = until;
    this.begin = wanted.copy();
    long[] oldest = reader.beginnings();
    for (int p = 0; p < oldest.length; p++) {
      if (begin.next(p) < oldest[p]) {
        gaps.add(new Delivery.Gap(p, begin.next(p), oldest[p]));
        begin.set(p, oldest[p]);
      }
    }
    reader.seek(begin.toArray());
  }

  Positions begin() {
    return begin;
  }

  long number() {
    return number;
  }

  Positions until() {
    return until;
  }

  /** Told once. */
  List<Delivery.Gap> gaps() {
    List<Delivery.Gap> told = List.copyOf(gaps);
    gaps.clear();
    return told;
  }

  boolean done() {
    long[] reached = reader.positions();
    for (int p = 0; p < reached.length; p++) {
      if (reached[p] < until.next(p)) {
        return false;
      }
    }
    return true;
  }

  List<LiveEvent> next(Duration wait) {
    List<LiveEvent> events = new ArrayList<>();
    for (FeedRecord record : reader.poll(wait)) {
      LiveEvent event = LiveEvent.of(record, decoder);
      if (event != null && record.offset() < until.next(record.partition())) {
        events.add(event);
      }
    }
    return events;
  }

  /** Where it is. */
  Positions reached() {
    Positions reached = new Positions(reader.positions());
    for (int p = 0; p < reached.partitions(); p++) {
      reached.set(p, Math.min(reached.next(p), until.next(p)));
    }
    return reached;
  }

  @Override
  public void close() {
    reader.close();
  }
}
