package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Compares the engines series by series, two groups of series at a time: one waits for the database
 * while the other computes. Counts are put together in the order of the series.
 */
final class WaveCheck {
  private static final int AT_ONCE = 2;
  private static final int SERIES = 64;
  private static final int RECORDS = 50_000;

  private final Set<Engine> engines;
  private final StreamEngine stream;
  private final InstantSource clock;
  private final PhaseSeconds phases;
  private final Map<CalendarId, TradingCalendar> calendars = new EnumMap<>(CalendarId.class);

  WaveCheck(Set<Engine> engines, StreamEngine stream, InstantSource clock, PhaseSeconds phases) {
    this.engines = engines;
    this.stream = stream;
    this.clock = clock;
    this.phases = phases;
    for (CalendarId id : CalendarId.values()) {
      calendars.put(id, TradingCalendar.of(id));
    }
  }

  /** {@code progress}: told how many series are done, from one thread. */
  void run(List<SeriesLog> logs, Path directory, IntConsumer progress, ParityTable total) {
    List<Future<ParityTable>> results = new ArrayList<>();
    List<List<SeriesLog>> groups = groups(logs);
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < groups.size(); i++) {
        List<SeriesLog> group = groups.get(i);
        Path lake = directory.resolve("group-" + i);
        results.add(workers.submit(() -> group(group, lake)));
      }
      try {
        int done = 0;
        for (int i = 0; i < results.size(); i++) {
          total.add(results.get(i).get());
          progress.accept(done += groups.get(i).size());
        }
      } catch (ExecutionException e) {
        throw thrown(Objects.requireNonNull(e.getCause()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The comparison was interrupted",
            "the program ends",
            "run it again",
            e);
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private static RuntimeException thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private static List<List<SeriesLog>> groups(List<SeriesLog> logs) {
    List<List<SeriesLog>> groups = new ArrayList<>();
    int held = RECORDS;
    for (SeriesLog log : logs) {
      if (held >= RECORDS || groups.getLast().size() == SERIES) {
        groups.add(new ArrayList<>());
        held = 0;
      }
      groups.getLast().add(log);
      held += log.records().size();
    }
    return groups;
  }

  private ParityTable group(List<SeriesLog> logs, Path directory) {
    ParityTable table = new ParityTable();
    ParityLake lake = ParityLake.none();
    if (engines.contains(Engine.BATCH)) {
      try (PhaseSeconds.Open phase = phases.open("lake")) {
        lake = ParityLake.through(directory, clock, logs);
      }
    }
    try (StreamEngine.Reader reader = stream.reader(table)) {
      for (SeriesLog log : logs) {
        series(log, lake, reader, table);
      }
    }
    return table;
  }

  private void series(
      SeriesLog log, ParityLake lake, StreamEngine.Reader reader, ParityTable table) {
    TradingCalendar calendar = calendar(log);
    OneShot kernels;
    Known expected;
    try (PhaseSeconds.Open phase = phases.open("kernels")) {
      kernels = new OneShot(log, calendar);
      expected = kernels.at(Long.MAX_VALUE);
    }
    reader.compare(log, calendar, kernels, expected);
    if (engines.contains(Engine.BATCH)) {
      try (PhaseSeconds.Open phase = phases.open("batch")) {
        View view = new View(Long.MAX_VALUE);
        Replay.run(lake.read(log), calendar, false, view);
        table.compare(Engine.BATCH, log.key(), expected, view.known(), true);
      }
    }
    if (engines.contains(Engine.REPLAY) || engines.contains(Engine.POINT_IN_TIME)) {
      replay(log, kernels, expected, table);
    }
  }

  private void replay(SeriesLog log, OneShot kernels, Known expected, ParityTable table) {
    Views views = new Views(ReadTimes.of(log));
    try (PhaseSeconds.Open phase = phases.open("replay")) {
      Replay.run(log, calendar(log), true, views);
      if (engines.contains(Engine.REPLAY)) {
        table.compare(Engine.REPLAY, log.key(), expected, views.last().known(), true);
      }
    }
    if (engines.contains(Engine.POINT_IN_TIME)) {
      try (PhaseSeconds.Open phase = phases.open("point in time")) {
        pointInTime(log, kernels, views, table);
      }
    }
  }

  private static void pointInTime(SeriesLog log, OneShot kernels, Views views, ParityTable table) {
    for (View view : views.past()) {
      String where = log.key() + " as known " + view.knownNanos();
      Known then = kernels.at(view.knownNanos());
      table.compare(Engine.POINT_IN_TIME, where, then, view.known(), false);
    }
  }

  private TradingCalendar calendar(SeriesLog log) {
    return Objects.requireNonNull(calendars.get(log.instrument().calendar()));
  }
}
