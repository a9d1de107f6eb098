package dev.tidemark.analysis.data;

/**
 * Prices of every grid bar, observed or made up, in the flat bar order of {@link SessionBars}. NaN
 * where the bar is missing; {@code vwap} also where a bar has none.
 */
public record PricePath(double[] open, double[] close, double[] vwap) {

  /** The observed prices. The arrays are shared. */
  public static PricePath of(SessionBars bars) {
    return new PricePath(bars.open(), bars.close(), bars.vwap());
  }

  public boolean valid(int bar) {
    return !Double.isNaN(close[bar]);
  }
}
