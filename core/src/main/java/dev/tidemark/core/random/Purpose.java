package dev.tidemark.core.random;

/** What a random stream is for: streams of different purposes never share a word. */
public enum Purpose {
  /** Block bootstrap of the mean. */
  BOOT(1),
  /** Sign-flip path randomisation. */
  PATH(2),
  /** Reality check and superior predictive ability. */
  SPA(3),
  /** Synthetic data. */
  SYNTH(4);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /** The counter word of this purpose; part of the reproducibility contract, never renumbered. */
  public int code() {
    return code;
  }
}
