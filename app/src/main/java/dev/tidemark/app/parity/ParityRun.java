package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a plan through the engines and counts what is equal to the kernels' one pass. */
public final class ParityRun {
  /** Told how far it is. */
  public interface Listener {
    void at(String phase, long done, long total);
  }

  /** Records that are in memory at a time. */
  private static final long WAVE = 2_000_000;

  private final Plan plan;
  private final Set<Engine> engines;
  private final Path work;
  private final InstantSource clock;
  private final Listener listener;
  private final Map<CalendarId, TradingCalendar> calendars = new EnumMap<>(CalendarId.class);
  private final ParityTable table = new ParityTable();
  private long records;

  /** {@code work}: an empty directory. */
  public ParityRun(
      Plan plan, Set<Engine> engines, Path work, InstantSource clock, Listener listener) {
    this.plan = plan;
    this.engines = Set.copyOf(engines);
    this.work = work;
    this.clock = clock;
    this.listener = listener;
    for (CalendarId id : CalendarId.values()) {
      calendars.put(id, TradingCalendar.of(id));
    }
  }

  /** Runs everything, so many series at a time as fit into memory. */
  public ParityTable run() {
    int next = 0;
    for (int wave = 0; next < plan.series(); wave++) {
      List<SeriesLog> logs = new ArrayList<>();
      long held = 0;
      while (next < plan.series() && (held == 0 || held < WAVE)) {
        SeriesLog log = plan.disturbed(next++);
        held += log.records().size();
        logs.add(log);
        listener.at("disturb", next, plan.series());
      }
      records += held;
      wave(logs, work.resolve("wave-" + wave));
    }
    return table;
  }

  /** Disturbed records so far. */
  public long records() {
    return records;
  }

  private void wave(List<SeriesLog> logs, Path directory) {
    boolean batch = engines.contains(Engine.BATCH);
    boolean stream = engines.contains(Engine.STREAM) || engines.contains(Engine.SMARTDB);
    if (batch) {
      listener.at("write lake", 0, logs.size());
    }
    try (ParityLake lake =
            batch ? ParityLake.write(directory.resolve("lake"), clock, logs) : ParityLake.none();
        StreamEngine live =
            stream
                ? StreamEngine.run(directory.resolve("stream"), logs, table, engines, listener)
                : StreamEngine.none(table)) {
      for (int i = 0; i < logs.size(); i++) {
        SeriesLog log = logs.get(i);
        OneShot kernels = new OneShot(log, calendar(log));
        Known expected = kernels.at(Long.MAX_VALUE);
        live.compare(log, calendar(log), kernels, expected);
        if (batch) {
          View view = new View(Long.MAX_VALUE);
          Replay.run(lake.read(log), calendar(log), false, view);
          table.compare(Engine.BATCH, log.key(), expected, view.known(), true);
        }
        if (engines.contains(Engine.REPLAY) || engines.contains(Engine.POINT_IN_TIME)) {
          replay(log, kernels, expected);
        }
        listener.at("compare", i + 1, logs.size());
      }
    }
  }

  private void replay(SeriesLog log, OneShot kernels, Known expected) {
    Views views = new Views(ReadTimes.of(log));
    Replay.run(log, calendar(log), true, views);
    if (engines.contains(Engine.REPLAY)) {
      table.compare(Engine.REPLAY, log.key(), expected, views.last().known(), true);
    }
    if (engines.contains(Engine.POINT_IN_TIME)) {
      pointInTime(log, kernels, views);
    }
  }

  private void pointInTime(SeriesLog log, OneShot kernels, Views views) {
    for (View view : views.past()) {
      String where = log.key() + " as known " + view.knownNanos();
      Known then = kernels.at(view.knownNanos());
      table.compare(Engine.POINT_IN_TIME, where, then, view.known(), false);
    }
  }

  private TradingCalendar calendar(SeriesLog log) {
    return calendars.computeIfAbsent(log.instrument().calendar(), TradingCalendar::of);
  }
}
