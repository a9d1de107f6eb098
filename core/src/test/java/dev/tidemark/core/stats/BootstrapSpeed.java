package dev.tidemark.core.stats;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;

/**
 * Draws per CPU second of the key-1 bootstrap of a whole analysis; run by hand on the class path of
 * main and test classes, asserts nothing.
 */
final class BootstrapSpeed {
  private static final int CELLS = 35;
  private static final int REPLICATES = 9_999;

  private BootstrapSpeed() {}

  public static void main(String[] args) {
    for (int sessions : new int[] {380, 76}) {
      for (BlockMethod method : BlockMethod.values()) {
        for (double block : new double[] {1.3, 3.3, 9.0}) {
          measure(sessions, method, block);
        }
      }
    }
  }

  private static void measure(int sessions, BlockMethod method, double block) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] cells = new double[CELLS][sessions];
    for (double[] cell : cells) {
      for (int i = 0; i < sessions; i++) {
        cell[i] = random.nextDouble() - 0.5;
      }
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    long worst = 0;
    for (int round = 0; round < 5; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int id = 0; id < CELLS; id++) {
        BlockBootstrap.of(cells[id], method, block, 42, id).test(REPLICATES, BlockBootstrap.NEVER);
      }
      long taken = threads.getCurrentThreadCpuTime() - start;
      best = Math.min(best, taken);
      worst = Math.max(worst, taken);
    }
    double draws = (double) CELLS * REPLICATES * sessions;
    System.out.printf(
        "%-10s block %.1f, %d sessions: %.3f s (first %.3f), %.0f Mdraws/cpu-s%n",
        method, block, sessions, best / 1e9, worst / 1e9, draws * 1e3 / best);
  }
}
