package dev.tidemark.analysis.params;

/** How history is cut into training and test sessions (spec §4.4); all counts are sessions. */
public record WalkForward(int train, int test, int embargo, Mode mode, int minFolds) {

  /** What a fold is trained on: the sessions just before it, or all before it. */
  public enum Mode {
    ROLLING,
    ANCHORED
  }
}
