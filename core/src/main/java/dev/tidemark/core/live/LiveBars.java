package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarBuilder;
import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.time.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Bars of one second, five seconds and one minute over one copy of the records. What was told of a
 * bar is not kept: it is what the records were before they changed.
 */
final class LiveBars<P extends MinutePage> {
  private static final long MINUTE = Timeframe.M1.nanos();
  private static final long NEVER = Long.MAX_VALUE;

  /** Finds pages. */
  interface Pages<P> {
    /** The page of a minute that has one. */
    P page(long startNanos);

    /** Minutes in sessions that have one. */
    MinuteSet minutes();

    /** May put pages aside that were not asked for since. */
    void trim();
  }

  /** Takes what is told. */
  interface Told {
    void bar(Timeframe timeframe, BarRevision revision);
  }

  /** A closed bar as it was told, which is about to change. */
  private record Touched<P>(P page, int timeframe, int bar, Optional<Bar> before) {
    private long start(MinutePage of) {
      return of.barStart(timeframe, bar);
    }
  }

  private final LatenessPolicy policy;
  private final Pages<P> pages;
  private final BarBuilder builder = new BarBuilder();
  private final List<Touched<P>> touched = new ArrayList<>();

  private long closedThrough = Long.MIN_VALUE;

  /** No bar that is not closed ends before this. */
  private long nextEnd = NEVER;

  private long greatestKnown = Long.MIN_VALUE;

  /** Whether nothing is told any more. */
  private boolean silent;

  LiveBars(LatenessPolicy policy, Pages<P> pages) {
    this.policy = policy;
    this.pages = pages;
  }

  long greatestKnown() {
    return greatestKnown;
  }

  long closedThrough() {
    return closedThrough;
  }

  /** Tells nothing from now on. */
  void silence() {
    silent = true;
    nextEnd = NEVER;
  }

  /** Before a record of this instant comes to the page or leaves it. */
  void touch(P page, long nanos) {
    if (silent || !page.inSession()) {
      return;
    }
    for (int timeframe = 0; timeframe < MinutePage.TIMEFRAMES.size(); timeframe++) {
      int bar = page.barAt(timeframe, nanos);
      long end = page.barEnd(timeframe, bar);
      if (end > closedThrough) {
        nextEnd = Math.min(nextEnd, end);
        return; // longer bars end later, and at that time all of them are looked at
      }
      if (!isTouched(page, timeframe, bar)) {
        touched.add(new Touched<>(page, timeframe, bar, page.content(timeframe, bar)));
      }
    }
  }

  private boolean isTouched(P page, int timeframe, int bar) {
    for (Touched<P> each : touched) {
      if (each.page == page && each.timeframe == timeframe && each.bar == bar) {
        return true;
      }
    }
    return false;
  }

  /** After a record: tells what it changed and what it closed. */
  void record(long tsNanos, long knownNanos, Told out) {
    revise(knownNanos, out);
    greatestKnown = Math.max(greatestKnown, knownNanos);
    close(tsNanos - policy.allowedNanos(), knownNanos, out);
  }

  /** Closes what nothing was told of for long. */
  void clock(long knownNanos, Told out) {
    close(knownNanos - waitingNanos(), NEVER, out);
  }

  long nextDeadlineNanos() {
    return nextEnd == NEVER ? NEVER : nextEnd + waitingNanos();
  }

  /** When a bar that ends here is known although nothing closes it. */
  long idleKnownNanos(long endNanos) {
    return Math.max(endNanos + waitingNanos(), greatestKnown);
  }

  private long waitingNanos() {
    return policy.allowedNanos() + policy.idleNanos();
  }

  private void revise(long knownNanos, Told out) {
    if (touched.isEmpty()) {
      return;
    }
    touched.sort(
        Comparator.comparingInt((Touched<P> each) -> each.timeframe)
            .thenComparingLong(each -> each.start(each.page)));
    for (Touched<P> each : touched) {
      Optional<Bar> now = each.page.content(each.timeframe, each.bar);
      if (!now.equals(each.before)) {
        tell(each.page, each.timeframe, each.bar, each.before.isPresent(), now, knownNanos, out);
      }
    }
    touched.clear();
  }

  private void tell(
      P page, int timeframe, int bar, boolean had, Optional<Bar> now, long knownNanos, Told out) {
    int revision = page.nextRevision(timeframe, bar, had, now.isPresent());
    long start = page.barStart(timeframe, bar);
    out.bar(
        MinutePage.TIMEFRAMES.get(timeframe), new BarRevision(start, revision, knownNanos, now));
  }

  private void close(long through, long knownNanos, Told out) {
    if (through >= nextEnd) {
      long from = closedThrough;
      // A page that begins before has bars that end after.
      long minute = pages.minutes().ceiling(from < Long.MIN_VALUE + MINUTE ? from : from - MINUTE);
      while (minute != MinuteSet.NONE && minute < through) {
        P page = pages.page(minute);
        if (page.end > from) {
          for (int timeframe = 0; timeframe < MinutePage.TIMEFRAMES.size(); timeframe++) {
            close(page, timeframe, from, through, knownNanos, out);
          }
        }
        pages.trim();
        minute = pages.minutes().ceiling(minute + MINUTE);
      }
      closedThrough = through;
      nextEnd = endAfter(through);
    }
    closedThrough = Math.max(closedThrough, through);
  }

  private void close(P page, int timeframe, long from, long through, long knownNanos, Told out) {
    int bar = page.barAt(timeframe, Math.max(from, page.start));
    int place = page.lowerBound(page.barStart(timeframe, bar));
    while (place < page.rows) {
      bar = page.barAt(timeframe, page.ts[page.order[place]]);
      long end = page.barEnd(timeframe, bar);
      if (end > through) {
        return;
      }
      Optional<Bar> content = page.content(timeframe, bar, builder);
      if (content.isPresent()) {
        long known = knownNanos == NEVER ? idleKnownNanos(end) : knownNanos;
        tell(page, timeframe, bar, false, content, known, out);
      }
      place = end == page.end ? page.rows : page.lowerBound(end);
    }
  }

  /** End of the first bar with records that ends after the instant. */
  private long endAfter(long through) {
    long minute = pages.minutes().ceiling(through - MINUTE);
    while (minute != MinuteSet.NONE) {
      P page = pages.page(minute);
      long next = NEVER;
      if (page.end > through) {
        for (int timeframe = 0; timeframe < MinutePage.TIMEFRAMES.size(); timeframe++) {
          int bar = page.barAt(timeframe, Math.max(through, page.start));
          int place = page.lowerBound(page.barStart(timeframe, bar));
          if (place < page.rows) {
            int first = page.barAt(timeframe, page.ts[page.order[place]]);
            next = Math.min(next, page.barEnd(timeframe, first));
          }
        }
      }
      if (next != NEVER) {
        return next;
      }
      minute = pages.minutes().ceiling(minute + MINUTE);
    }
    return NEVER;
  }

  /**
   * Takes everything back that was told of a page.
   *
   * @param counted gets the revision of each bar without content
   */
  void takeBack(P page, MinutePage counted, long knownNanos, Told out) {
    for (int timeframe = 0; timeframe < MinutePage.TIMEFRAMES.size(); timeframe++) {
      int place = 0;
      while (place < page.rows) {
        int bar = page.barAt(timeframe, page.ts[page.order[place]]);
        long end = page.barEnd(timeframe, bar);
        if (end <= closedThrough && page.content(timeframe, bar, builder).isPresent()) {
          int revision = page.nextRevision(timeframe, bar, true, false);
          counted.countFrom(timeframe, bar, revision);
          long start = page.barStart(timeframe, bar);
          out.bar(
              MinutePage.TIMEFRAMES.get(timeframe),
              new BarRevision(start, revision, knownNanos, Optional.empty()));
        }
        place = end == page.end ? page.rows : page.lowerBound(end);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(closedThrough);
    out.writeLong(nextEnd);
    out.writeLong(greatestKnown);
  }

  void read(DataInput in) throws IOException {
    closedThrough = in.readLong();
    nextEnd = in.readLong();
    greatestKnown = in.readLong();
  }
}
