package dev.tidemark.core.performance;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.math.BigDecimal;
import java.util.List;

/**
 * How much of the equity is in the market, and how concentrated. Sums of values are exact.
 *
 * @param gross {@code sum|q·p|/E}; NaN if equity is not positive
 * @param net {@code sum q·p/E}; NaN if equity is not positive
 * @param concentration Herfindahl index {@code sum (|v|/sum|v|)^2}, 1 for a single position; NaN
 *     without any value
 */
public record Exposure(double gross, double net, double concentration) {

  /**
   * A holding.
   *
   * @param quantity negative if short
   * @param price positive
   */
  public record Position(String symbol, BigDecimal quantity, BigDecimal price) {
    public Position {
      if (price.signum() <= 0) {
        throw TidemarkException.of(
                ErrorCode.INVALID_INPUT,
                "Position without a price",
                "a holding is valued at a positive price",
                "Give the last price, or leave out what cannot be valued")
            .withDetail("symbol", symbol)
            .withDetail("price", price.toPlainString());
      }
    }

    BigDecimal value() {
      return quantity.multiply(price);
    }
  }

  public static Exposure of(List<Position> positions, BigDecimal equity) {
    BigDecimal gross = BigDecimal.ZERO;
    BigDecimal net = BigDecimal.ZERO;
    for (Position each : positions) {
      BigDecimal value = each.value();
      gross = gross.add(value.abs());
      net = net.add(value);
    }
    double total = gross.doubleValue();
    double concentration = 0.0;
    for (Position each : positions) {
      double share = each.value().abs().doubleValue() / total;
      concentration += share * share;
    }
    boolean solvent = equity.signum() > 0;
    return new Exposure(
        solvent ? total / equity.doubleValue() : Double.NaN,
        solvent ? net.doubleValue() / equity.doubleValue() : Double.NaN,
        gross.signum() > 0 ? concentration : Double.NaN);
  }
}
