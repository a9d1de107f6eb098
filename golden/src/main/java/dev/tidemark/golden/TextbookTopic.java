package dev.tidemark.golden;

import dev.tidemark.core.indicator.Rsi;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/** 02: published numbers. Built: the RSI worksheet; the rest says that it is not. */
final class TextbookTopic implements GoldenTopic {

  private static final Set<String> NOTES = Set.of("_readme", "tolerance");
  private static final String RSI = "rsi";

  @Override
  public String prefix() {
    return "02_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    for (String name : root.names()) {
      if (name.equals(RSI)) {
        Vector rsi = root.field(RSI);
        tally.section(rsi, () -> checkRsi(rsi, tally));
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
        rounded[i - period] =
            new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
      }
    }
    tally.exactColumn(rsi.expected("published"), rounded);
  }
}
