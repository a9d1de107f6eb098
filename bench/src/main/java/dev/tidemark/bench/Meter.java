package dev.tidemark.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Measures whole-process cost: elapsed time, CPU time (native threads included) and peak heap. */
public final class Meter {

  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Meter() {}

  /** Work that reports how many rows it processed. */
  @FunctionalInterface
  public interface Work {
    /** Runs once and returns the number of rows processed. */
    long run() throws Exception;
  }

  /** Runs {@code work} once. */
  public static Measurement once(String name, Work work) throws Exception {
    System.gc();
    HeapPeak heap = new HeapPeak();
    long cpu = OS.getProcessCpuTime();
    long wall = System.nanoTime();
    long rows = work.run();
    double wallSeconds = (System.nanoTime() - wall) / 1e9;
    double cpuSeconds = (OS.getProcessCpuTime() - cpu) / 1e9;
    return new Measurement(name, rows, wallSeconds, cpuSeconds, heap.stop());
  }

  /**
   * Runs {@code work} {@code times} times after {@code warmups} unmeasured runs; the run with the
   * median CPU time.
   */
  public static Measurement median(String name, int warmups, int times, Work work)
      throws Exception {
    for (int i = 0; i < warmups; i++) {
      work.run();
    }
    List<Measurement> runs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      runs.add(once(name, work));
    }
    runs.sort(Comparator.comparingDouble(Measurement::cpuSeconds));
    return runs.get(times / 2);
  }
}
