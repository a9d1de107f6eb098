package dev.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.performance.Exposure.Position;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Attribution, summary and exposure: money in exact decimals. */
class TradesTest {

  private static final BigDecimal UNIT = new BigDecimal("0.00000001");

  @Property(tries = 500)
  void sharesAddUpAndAreWithinAUnitOfTheirDue(
      @ForAll long pnl, @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int providers) {
    Random random = new Random(seed);
    BigDecimal net = BigDecimal.valueOf(pnl, 8);
    Map<String, BigDecimal> weights = new HashMap<>();
    BigDecimal total = BigDecimal.ZERO;
    for (int i = 0; i < providers; i++) {
      BigDecimal weight = BigDecimal.valueOf(random.nextInt(4) * random.nextInt(500), i % 4);
      weights.put("p" + i, weight);
      total = total.add(weight);
    }
    boolean equal = total.signum() == 0;
    SortedMap<String, BigDecimal> shares = Attribution.split(net, weights);
    assertThat(shares.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(net);
    for (Map.Entry<String, BigDecimal> each : shares.entrySet()) {
      BigDecimal part = equal ? BigDecimal.ONE : weights.get(each.getKey());
      BigDecimal whole = equal ? BigDecimal.valueOf(providers) : total;
      BigDecimal due = net.multiply(part).divide(whole, new MathContext(40));
      assertThat(each.getValue().subtract(due).abs()).isLessThan(UNIT);
      assertThat(each.getValue().signum() * net.signum()).isNotNegative();
    }
  }

  @Test
  void theRestGoesToTheLargestFractionsTiesByName() {
    assertThat(split("0.00000005", "c", "1", "a", "1", "b", "1"))
        .isEqualTo(shares("a", "0.00000002", "b", "0.00000002", "c", "0.00000001"));
    assertThat(split("-0.00000005", "b", "0", "a", "0"))
        .isEqualTo(shares("a", "-0.00000003", "b", "-0.00000002"));
    assertThat(split("0.00000010", "a", "0.25", "b", "0.7"))
        .isEqualTo(shares("a", "0.00000003", "b", "0.00000007"));
  }

  private static SortedMap<String, BigDecimal> split(String net, String... weights) {
    return Attribution.split(new BigDecimal(net), shares(weights));
  }

  private static Map<String, BigDecimal> shares(String... namesAndValues) {
    Map<String, BigDecimal> map = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], new BigDecimal(namesAndValues[i + 1]));
    }
    return map;
  }

  @Test
  void whatCannotBeSplitSaysWhy() {
    assertThatThrownBy(() -> split("0.000000001", "a", "1"))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("finer than 1e-8");
    assertThatThrownBy(() -> split("1", "a", "-1")).hasMessageContaining("provider=a");
    assertThatThrownBy(() -> split("1")).hasMessageContaining("Nobody");
  }

  @Test
  void summaryByHand() {
    TradeSummary found =
        TradeSummary.of(List.of(new BigDecimal("1.5"), new BigDecimal("-0.5"), BigDecimal.ZERO));
    assertThat(found.winRate()).isEqualTo(1.0 / 3);
    assertThat(found.breakEven()).isEqualTo(1);
    assertThat(found.profitFactor()).isEqualTo(3.0);
    TradeSummary none = TradeSummary.of(List.of());
    assertThat(none.winRate()).isNaN();
    assertThat(none.winRateInterval().high()).isNaN();
    assertThat(none.profitFactor()).isNaN();
  }

  @Test
  void exposureByHand() {
    Position longOne = new Position("A", new BigDecimal("3"), new BigDecimal("10"));
    Position shortOne = new Position("B", new BigDecimal("-1"), new BigDecimal("10"));
    Exposure found = Exposure.of(List.of(longOne, shortOne), new BigDecimal("80"));
    assertThat(found.gross()).isEqualTo(0.5);
    assertThat(found.net()).isEqualTo(0.25);
    assertThat(found.concentration()).isCloseTo(0.75 * 0.75 + 0.25 * 0.25, within(1e-15));
    assertThat(Exposure.of(List.of(), BigDecimal.TEN)).isEqualTo(new Exposure(0, 0, Double.NaN));
    assertThat(Exposure.of(List.of(longOne), BigDecimal.ZERO))
        .isEqualTo(new Exposure(Double.NaN, Double.NaN, 1));
    assertThatThrownBy(() -> new Position("A", BigDecimal.ONE, BigDecimal.ZERO))
        .hasMessageContaining("symbol=A");
  }
}
