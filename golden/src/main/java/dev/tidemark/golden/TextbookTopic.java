package dev.tidemark.golden;

import dev.tidemark.core.indicator.Rsi;
import dev.tidemark.core.random.Philox4x32;
import dev.tidemark.core.stats.AugmentedDickeyFuller.Level;
import dev.tidemark.core.stats.DeflatedSharpe;
import dev.tidemark.core.stats.FalseDiscovery;
import dev.tidemark.core.stats.FamilyWise;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** 02: published numbers, each to the digits or the tolerance in which it was published. */
final class TextbookTopic implements GoldenTopic {

  private static final Set<String> NOTES = Set.of("_readme", "tolerance");
  private static final Map<String, BiConsumer<Vector, Tally>> CHECKS =
      Map.of(
          "rsi", TextbookTopic::checkRsi,
          "bh", TextbookTopic::checkRejections,
          "dsr", TextbookTopic::checkDeflatedSharpe,
          "philox4x32_10", TextbookTopic::checkPhilox,
          "mackinnon_adf_c_asymptotic", TextbookTopic::checkCriticalValues,
          "cusum_arl", SimulatedCheck::runLengths,
          "ar1_block", SimulatedCheck::blockLengths);

  @Override
  public String prefix() {
    return "02_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    for (String name : root.names()) {
      BiConsumer<Vector, Tally> check = CHECKS.get(name);
      if (check != null) {
        Vector part = root.field(name);
        tally.section(part, () -> check.accept(part, tally));
      } else if (!NOTES.contains(name)) {
        tally.notBuilt(name);
      }
    }
  }

  /** Rounded to two decimals, as published; from index {@code period} on. */
  private static void checkRsi(Vector rsi, Tally tally) {
    int period = rsi.field("period").smallInteger();
    double[] closes = rsi.field("close").numbers();
    Rsi fold = new Rsi(period);
    double[] rounded = new double[Math.max(0, closes.length - period)];
    for (int i = 0; i < closes.length; i++) {
      double value = fold.update(closes[i]);
      if (i >= period) {
        rounded[i - period] = rounded(value, 2);
      }
    }
    tally.exactColumn(rsi.expected("published"), rounded);
  }

  private static void checkRejections(Vector bh, Tally tally) {
    double[] p = bh.field("p").numbers();
    double level = bh.field("q").number();
    tally.exact(
        bh.expected("bh_rejections"), rejections(FalseDiscovery.benjaminiHochberg(p), level));
    tally.exact(bh.expected("bonferroni_rejections"), rejections(FamilyWise.bonferroni(p), level));
  }

  private static long rejections(double[] adjusted, double level) {
    return Arrays.stream(adjusted).filter(each -> each <= level).count();
  }

  /** The example is annual, the formula per observation; four decimals, as published. */
  private static void checkDeflatedSharpe(Vector dsr, Tally tally) {
    double periods = dsr.field("periods_per_year").number();
    DeflatedSharpe actual =
        DeflatedSharpe.of(
            dsr.field("sr_annual").number() / Math.sqrt(periods),
            dsr.field("var_sr_annual").number() / periods,
            dsr.field("trials").integer(),
            dsr.field("T").integer(),
            dsr.field("skew").number(),
            dsr.field("kurt").number());
    tally.exact(dsr.expected("sr0"), rounded(actual.benchmark(), 4));
    tally.exact(dsr.expected("dsr"), rounded(actual.probability(), 4));
  }

  private static void checkPhilox(Vector answers, Tally tally) {
    for (Vector each : answers.elements()) {
      int[] counter = words(each.field("ctr"));
      int[] key = words(each.field("key"));
      int[] out = new int[4];
      Philox4x32.block(counter[0], counter[1], counter[2], counter[3], key[0], key[1], out, 0);
      List<Vector> expected = tally.paired(each.expected("out"), out.length);
      for (int i = 0; i < expected.size(); i++) {
        tally.exact(expected.get(i), "%08x".formatted(out[i]));
      }
    }
  }

  private static int[] words(Vector hexadecimal) {
    return hexadecimal.elements().stream()
        .mapToInt(word -> Integer.parseUnsignedInt(word.text(), 16))
        .toArray();
  }

  private static void checkCriticalValues(Vector expected, Tally tally) {
    tally.exact(expected.expected("p01"), Level.ONE_PERCENT.asymptotic());
    tally.exact(expected.expected("p05"), Level.FIVE_PERCENT.asymptotic());
    tally.exact(expected.expected("p10"), Level.TEN_PERCENT.asymptotic());
  }

  private static double rounded(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
  }
}
