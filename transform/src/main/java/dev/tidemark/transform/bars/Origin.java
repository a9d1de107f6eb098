package dev.tidemark.transform.bars;

import org.jspecify.annotations.Nullable;

/** How a bar came to be. Earlier constants win over later ones of the same provider. */
public enum Origin {
  /** The provider made the bar. */
  PROVIDER(null),
  /** Built from the provider's trades. */
  TRADES("FROM_TRADES"),
  /** Built from mid prices of the provider's quotes: volume 0, no vwap. */
  QUOTES("MID"),
  /** Built from the winning one-minute bars. Loses to every other origin. */
  ROLLUP("ROLLUP");

  /** A roll-up also carries the flags of its minutes, so the last origin is asked for first. */
  private static final Origin[] LAST_FIRST = {ROLLUP, QUOTES, TRADES};

  private final @Nullable String flag;

  Origin(@Nullable String flag) {
    this.flag = flag;
  }

  /** The flag that says so in the stored row; none for a provider's own bar. */
  public @Nullable String flag() {
    return flag;
  }

  /** The origin of a stored row, by its flags. */
  public static Origin ofFlags(@Nullable String flags) {
    if (flags == null) {
      return PROVIDER;
    }
    for (Origin origin : LAST_FIRST) {
      if (origin.flag != null && RowFlags.has(flags, origin.flag)) {
        return origin;
      }
    }
    return PROVIDER;
  }
}
