package dev.tidemark.analysis.calibrate;

import java.util.List;

/**
 * One question to the engine, answered by many independent runs.
 *
 * @param <T> what a run says
 */
interface Study<T> {

  int runs();

  /** What a run costs, in bars that the engine could evaluate instead; for progress only. */
  long cost(int run);

  /** Does run number {@code run}, a pure function of it; called from any thread. */
  T run(int run);

  /** Sums up; outcomes are in the order of their runs. */
  Section report(List<T> outcomes);
}
