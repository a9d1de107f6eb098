package dev.tidemark.core.time;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What no rule can tell about a calendar: days that were announced. A closure announced tomorrow is
 * added with {@link #plus}; it never needs new code.
 *
 * @param version name of rules and data together; part of everything derived from a calendar
 * @param closures days without a session
 * @param earlyCloses sessions that end early
 */
public record CalendarData(
    String version, SortedSet<LocalDate> closures, SortedSet<LocalDate> earlyCloses) {

  private static final CalendarData XNYS =
      new CalendarData("xnys-1", new TreeSet<>(xnysClosures()), new TreeSet<>(xnysEarlyCloses()));

  private static final CalendarData CRYPTO =
      new CalendarData("crypto-24x7-1", new TreeSet<>(), new TreeSet<>());

  private static final CalendarData FX =
      new CalendarData("fx-24x5-1", new TreeSet<>(), new TreeSet<>());

  public CalendarData {
    closures = Collections.unmodifiableSortedSet(new TreeSet<>(closures));
    earlyCloses = Collections.unmodifiableSortedSet(new TreeSet<>(earlyCloses));
  }

  /** The days known when this version was made. */
  public static CalendarData bundled(CalendarId id) {
    return switch (id) {
      case XNYS -> XNYS;
      case CRYPTO_24X7 -> CRYPTO;
      case FX_24X5 -> FX;
    };
  }

  /**
   * These days and more.
   *
   * @param label distinguishes the result; its version is {@code <this version>+<label>}
   */
  public CalendarData plus(
      String label, Collection<LocalDate> moreClosures, Collection<LocalDate> moreEarlyCloses) {
    SortedSet<LocalDate> closed = new TreeSet<>(closures);
    closed.addAll(moreClosures);
    SortedSet<LocalDate> early = new TreeSet<>(earlyCloses);
    early.addAll(moreEarlyCloses);
    return new CalendarData(version + "+" + label, closed, early);
  }

  private static List<LocalDate> xnysClosures() {
    List<LocalDate> september11 =
        IntStream.rangeClosed(11, 14).mapToObj(day -> LocalDate.of(2001, 9, day)).toList();
    SortedSet<LocalDate> days = new TreeSet<>(september11);
    days.add(LocalDate.of(2004, 6, 11)); // mourning for President Reagan
    days.add(LocalDate.of(2007, 1, 2)); // mourning for President Ford
    days.add(LocalDate.of(2012, 10, 29)); // hurricane Sandy
    days.add(LocalDate.of(2012, 10, 30));
    days.add(LocalDate.of(2018, 12, 5)); // mourning for President Bush
    days.add(LocalDate.of(2025, 1, 9)); // mourning for President Carter
    return List.copyOf(days);
  }

  private static List<LocalDate> xnysEarlyCloses() {
    return List.of(LocalDate.of(1999, 12, 31), LocalDate.of(2003, 12, 26));
  }
}
