package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.SeriesLog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Runs a plan through the engines and counts what is equal to the kernels' one pass. */
public final class ParityRun {
  /** Told how far it is; from one thread at a time. */
  public interface Listener {
    /** Series that are done, where one that is told to the stream but not compared counts half. */
    void at(String phase, long done, long total);
  }

  /** Records that are in memory at a time, and told to one live job. */
  private static final long WAVE = 800_000;

  private final Plan plan;
  private final Set<Engine> engines;
  private final Path work;
  private final InstantSource clock;
  private final Listener listener;
  private final ParityTable table = new ParityTable();
  private final PhaseSeconds phases;
  private long records;

  /**
   * Prepares a run.
   *
   * @param work an empty directory
   * @param ticker nanoseconds from any origin
   */
  public ParityRun(
      Plan plan,
      Set<Engine> engines,
      Path work,
      InstantSource clock,
      LongSupplier ticker,
      Listener listener) {
    this.plan = plan;
    this.engines = Set.copyOf(engines);
    this.work = work;
    this.clock = clock;
    this.listener = listener;
    this.phases = new PhaseSeconds(ticker);
  }

  /** Runs everything, so many series at a time as fit into memory. */
  public ParityTable run() {
    listener.at("start", 0, plan.series());
    try (StreamEngine stream = StreamEngine.open(work.resolve("database"), engines, phases)) {
      int next = 0;
      for (int wave = 0; next < plan.series(); wave++) {
        List<SeriesLog> logs = wave(next);
        wave(logs, next, stream, work.resolve("wave-" + wave));
        next += logs.size();
      }
    }
    return table;
  }

  /** Disturbed records so far. */
  public long records() {
    return records;
  }

  /**
   * Where the time went, in seconds by phase; series are compared two at a time, so that the sum
   * may be more than what the clock says.
   */
  public Map<String, Double> seconds() {
    return phases.seconds();
  }

  private List<SeriesLog> wave(int first) {
    try (PhaseSeconds.Open phase = phases.open("disturb")) {
      List<SeriesLog> logs = new ArrayList<>();
      long held = 0;
      for (int next = first; next < plan.series() && (held == 0 || held < WAVE); next++) {
        SeriesLog log = plan.disturbed(next);
        held += log.records().size();
        logs.add(log);
      }
      records += held;
      return logs;
    }
  }

  private void wave(List<SeriesLog> logs, int before, StreamEngine stream, Path directory) {
    long all = logs.stream().mapToLong(log -> log.records().size()).sum();
    stream.tell(
        directory.resolve("stream"),
        logs,
        told -> listener.at("stream", before + told * logs.size() / (2 * all + 1), plan.series()));
    WaveCheck check = new WaveCheck(engines, stream, clock, phases);
    int half = stream.isUsed() ? 2 : 1;
    check.run(
        logs,
        directory.resolve("lake"),
        done ->
            listener.at(
                "compare",
                before + logs.size() - (logs.size() - done) / (long) half,
                plan.series()),
        table);
  }
}
