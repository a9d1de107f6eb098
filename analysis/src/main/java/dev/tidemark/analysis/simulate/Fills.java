package dev.tidemark.analysis.simulate;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import org.jspecify.annotations.Nullable;

/** Prices at which orders are filled, and what a fill costs beside (spec §4.5). */
public final class Fills {
  private final double perSide;
  private final double halfTick;
  private final double halfSpread;
  private final @Nullable BarQuotes quotes;
  private final boolean relative;

  private Fills(
      double perSide,
      double halfTick,
      double halfSpread,
      @Nullable BarQuotes quotes,
      boolean relative) {
    this.perSide = perSide;
    this.halfTick = halfTick;
    this.halfSpread = halfSpread;
    this.quotes = quotes;
    this.relative = relative;
  }

  /**
   * @param tickSize 0 if not known
   * @param quotes used in cost mode QUOTES only
   * @throws TidemarkException PRECONDITION_FAILED, reason QUOTES_UNAVAILABLE, if they are needed
   *     and not there
   */
  public static Fills of(Costs costs, double tickSize, @Nullable BarQuotes quotes) {
    double perSide = costs.bpsPerSide() * 1e-4;
    if (costs.mode() == Costs.Mode.BARS) {
      return new Fills(perSide, costs.tickFloor() ? 0.5 * tickSize : 0.0, 0.0, null, false);
    }
    if (quotes == null) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "No quotes for this ticker and horizon",
              "cost mode QUOTES fills orders at stored quotes",
              "Ingest quotes, or choose cost mode BARS")
          .withDetail("reason", "QUOTES_UNAVAILABLE");
    }
    return new Fills(perSide, 0.0, costs.fallbackHalfSpreadBps() * 1e-4, quotes, false);
  }

  /**
   * The fills of made-up paths: a quote keeps its distance to the bar price, as a share of it. The
   * specification leaves this open; it matters where configurations are chosen by net returns.
   */
  public Fills onPaths(PricePath observed) {
    BarQuotes at = quotes;
    if (at == null) {
      return this;
    }
    BarQuotes ratios =
        new BarQuotes(
            ratio(at.bidAtOpen(), observed.open()),
            ratio(at.askAtOpen(), observed.open()),
            ratio(at.bidAtClose(), observed.close()),
            ratio(at.askAtClose(), observed.close()));
    return new Fills(perSide, halfTick, halfSpread, ratios, true);
  }

  /** Price of an order at the open or close of a bar whose price there is {@code barPrice}. */
  double price(int bar, boolean atClose, boolean buy, double barPrice) {
    BarQuotes at = quotes;
    if (at == null) {
      return barPrice;
    }
    if (!quoted(at, bar, atClose)) {
      return barPrice * (buy ? 1 + halfSpread : 1 - halfSpread);
    }
    double quote =
        atClose
            ? (buy ? at.askAtClose() : at.bidAtClose())[bar]
            : (buy ? at.askAtOpen() : at.bidAtOpen())[bar];
    return relative ? barPrice * quote : quote;
  }

  /** Whether no quote is valid where one is needed. */
  boolean imputed(int bar, boolean atClose) {
    BarQuotes at = quotes;
    return at != null && !quoted(at, bar, atClose);
  }

  /** Cost of a fill, as a share of its notional. */
  double cost(double price) {
    return Math.max(perSide, halfTick / price);
  }

  /** Net return of a position on unit notional. */
  public double net(TradeLog log, int i) {
    int direction = log.direction(i);
    boolean atClose = log.reason(i).atClose();
    double entry = price(log.entryBar(i), false, direction > 0, log.entryPrice(i));
    double exit = price(log.exitBar(i), atClose, direction < 0, log.exitPrice(i));
    double ratio = exit / entry;
    return direction * (ratio - 1.0) - (cost(entry) + cost(exit) * ratio);
  }

  private static boolean quoted(BarQuotes at, int bar, boolean atClose) {
    double bid = atClose ? at.bidAtClose()[bar] : at.bidAtOpen()[bar];
    double ask = atClose ? at.askAtClose()[bar] : at.askAtOpen()[bar];
    return bid > 0 && ask >= bid && ask < Double.POSITIVE_INFINITY;
  }

  private static double[] ratio(double[] quote, double[] price) {
    double[] ratio = new double[quote.length];
    for (int t = 0; t < ratio.length; t++) {
      ratio[t] = quote[t] / price[t];
    }
    return ratio;
  }
}
