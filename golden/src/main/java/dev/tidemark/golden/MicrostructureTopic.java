package dev.tidemark.golden;

import dev.tidemark.core.indicator.RealisedVolatility;
import dev.tidemark.core.indicator.SessionVwap;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import java.io.IOException;

/** 03: realised volatility and session VWAP (exact), spreads (1e-9). */
final class MicrostructureTopic implements GoldenTopic {

  @Override
  public String prefix() {
    return "03_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    for (Vector each : root.field("rv").elements()) {
      tally.section(each, () -> checkVolatility(each, tally));
    }
    Vector vwap = root.field("vwap");
    tally.section(vwap, () -> checkVwap(vwap, tally));
    Vector spread = root.field("spread");
    tally.section(spread, () -> SpreadCheck.check(spread, tally));
  }

  private static void checkVolatility(Vector each, Tally tally) {
    RealisedVolatility fold =
        new RealisedVolatility(
            each.field("window").smallInteger(),
            each.field("min_cover").smallInteger(),
            each.field("annualisation").number());
    double[] closes = each.field("close").numbers();
    double[] result = new double[closes.length];
    for (int i = 0; i < closes.length; i++) {
      result[i] = Double.NaN;
      if (Double.isNaN(closes[i])) {
        fold.missing(1);
      } else {
        result[i] = fold.update(closes[i]);
      }
    }
    tally.exactColumn(each.expected("expected"), result);
  }

  private static void checkVwap(Vector vwap, Tally tally) {
    var sessions = vwap.field("session").elements();
    var volumes = vwap.field("volume").elements();
    var notionals = vwap.field("notional").elements();
    double[] closes = vwap.field("close").numbers();
    double[] average = new double[closes.length];
    double[] deviation = new double[closes.length];
    SessionVwap fold = new SessionVwap();
    long session = 0;
    for (int i = 0; i < closes.length; i++) {
      if (i == 0 || sessions.get(i).integer() != session) {
        session = sessions.get(i).integer();
        fold.session();
      }
      deviation[i] = Double.NaN;
      if (Double.isNaN(closes[i])) {
        fold.missing(1);
      } else {
        Int128 volume = exact(volumes.get(i), Decimals.PRICE_SCALE);
        Int128 notional = exact(notionals.get(i), Decimals.NOTIONAL_SCALE);
        fold.update(volume.high(), volume.low(), notional.high(), notional.low());
        deviation[i] = fold.deviation(closes[i]);
      }
      average[i] = fold.value();
    }
    tally.exactColumn(vwap.expected("expected_vwap"), average);
    tally.exactColumn(vwap.expected("expected_dev"), deviation);
  }

  private static Int128 exact(Vector decimal, int scale) {
    return decimal.isNull() ? Int128.ZERO : Int128.of(decimal.decimal(), scale);
  }
}
