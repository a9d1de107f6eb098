package dev.tidemark.analysis.params;

/**
 * What a plan, or the place where a request comes from, allows.
 *
 * @param maxYears longest horizon
 * @param maxCells most cells of the heat map
 * @param horizonFromData whether a missing end of the horizon is taken from what is stored (at most
 *     {@code maxYears}, the latest) instead of being an error
 */
public record RequestRules(int maxYears, int maxCells, boolean horizonFromData) {
  public static final int MAX_CELLS = 40;
  public static final int MAX_BODY_BYTES = 64 * 1024;

  /** The command line: five years, the horizon may be left out. */
  public static final RequestRules LOCAL = new RequestRules(5, MAX_CELLS, true);

  /** A request to a server whose plan allows this many years. */
  public static RequestRules plan(int maxYears) {
    return new RequestRules(maxYears, MAX_CELLS, false);
  }
}
