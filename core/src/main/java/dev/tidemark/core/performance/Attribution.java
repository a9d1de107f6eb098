package dev.tidemark.core.performance;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.number.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Splits the profit or loss of a trade over the providers whose signals it followed, in units of
 * 1e-8 by largest remainder: each gets the floor of its share of the magnitude, and what is left
 * goes unit by unit to the largest fractions, ties by name. The shares add up exactly.
 */
public final class Attribution {
  private Attribution() {}

  private record Share(String name, BigInteger floor, BigInteger fraction) {}

  /**
   * @param netPnl at most 8 digits after the point
   * @param weights by provider, not negative, at least one; all zero means equal shares
   * @return by provider, in order of names
   */
  public static SortedMap<String, BigDecimal> split(
      BigDecimal netPnl, Map<String, BigDecimal> weights) {
    BigInteger units = units(netPnl);
    SortedMap<String, BigInteger> whole = wholeWeights(weights);
    BigInteger total = whole.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger rest = units.abs();
    List<Share> shares = new ArrayList<>();
    for (Map.Entry<String, BigInteger> each : whole.entrySet()) {
      BigInteger[] quotient = units.abs().multiply(each.getValue()).divideAndRemainder(total);
      shares.add(new Share(each.getKey(), quotient[0], quotient[1]));
      rest = rest.subtract(quotient[0]);
    }
    shares.sort(Comparator.comparing(Share::fraction).reversed().thenComparing(Share::name));
    int extra = rest.intValueExact(); // less than the number of providers
    SortedMap<String, BigDecimal> result = new TreeMap<>();
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      BigInteger magnitude = i < extra ? share.floor.add(BigInteger.ONE) : share.floor;
      BigInteger signed = units.signum() < 0 ? magnitude.negate() : magnitude;
      result.put(share.name, new BigDecimal(signed, Decimals.PRICE_SCALE));
    }
    return result;
  }

  private static BigInteger units(BigDecimal netPnl) {
    try {
      return netPnl.setScale(Decimals.PRICE_SCALE, RoundingMode.UNNECESSARY).unscaledValue();
    } catch (ArithmeticException tooFine) {
      throw TidemarkException.of(
              ErrorCode.INVALID_INPUT,
              "Profit or loss is finer than 1e-8",
              "shares are whole units of 1e-8 and must add up to it exactly",
              "Round it to 8 digits after the point first",
              tooFine)
          .withDetail("net_pnl", netPnl.toPlainString());
    }
  }

  /** The weights times one power of ten, so that they are whole; ones if all are zero. */
  private static SortedMap<String, BigInteger> wholeWeights(Map<String, BigDecimal> weights) {
    if (weights.isEmpty()) {
      throw TidemarkException.of(
          ErrorCode.INVALID_INPUT,
          "Nobody to attribute to",
          "a profit or loss is split over at least one provider",
          "Name the providers of the trade");
    }
    int scale = 0;
    boolean allZero = true;
    for (Map.Entry<String, BigDecimal> each : weights.entrySet()) {
      if (each.getValue().signum() < 0) {
        throw TidemarkException.of(
                ErrorCode.INVALID_INPUT,
                "Negative weight",
                "a provider has a share of a result, not a debt",
                "Use weights of 0 or more")
            .withDetail("provider", each.getKey())
            .withDetail("weight", each.getValue().toPlainString());
      }
      scale = Math.max(scale, each.getValue().scale());
      allZero &= each.getValue().signum() == 0;
    }
    SortedMap<String, BigInteger> whole = new TreeMap<>();
    for (Map.Entry<String, BigDecimal> each : weights.entrySet()) {
      whole.put(
          each.getKey(),
          allZero ? BigInteger.ONE : each.getValue().setScale(scale).unscaledValue());
    }
    return whole;
  }
}
