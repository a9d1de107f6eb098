package dev.tidemark.analysis.params;

/**
 * The multiple-testing rule (spec §4.9).
 *
 * @param level q at or below which a cell passes
 */
public record FalseDiscovery(Method method, double level) {

  /** Benjamini–Hochberg, or Benjamini–Yekutieli for any dependence. */
  public enum Method {
    BH,
    BY
  }
}
