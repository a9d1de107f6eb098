package dev.tidemark.bench;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.core.live.InstrumentRules;
import dev.tidemark.core.live.MemoryFoldStore;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;

/**
 * The fold of live records on one core: bars of three timeframes, features, alerts, and everything
 * put into a store in memory every two seconds of the stream, as checkpoints do.
 */
final class FoldBenchmark {
  private static final int SYMBOLS = 50;
  private static final int RECORDS = 2_000_000;
  private static final int RECORDS_BETWEEN_FLUSHES = 20_000;
  private static final long SECOND = 1_000_000_000L;
  private static final long STEP_NANOS = SECOND / 10_000;
  private static final long START_NANOS = 1_709_251_200L * SECOND; // 2024-03-01
  private static final long HOUR = 3_600 * SECOND;

  private FoldBenchmark() {}

  static void run(Report report) throws Exception {
    report.title("Fold of a live stream, one core, 10,000 records/s of 50 instruments");
    report.line(measure("trades", Kind.TRADES));
    report.line(measure("trades, 1 % up to an hour late", Kind.LATE_TRADES));
    report.line(measure("quotes", Kind.QUOTES));
  }

  private enum Kind {
    TRADES,
    LATE_TRADES,
    QUOTES
  }

  private static Measurement measure(String name, Kind kind) throws Exception {
    return Meter.median(name, 1, 3, () -> fold(kind));
  }

  private static long fold(Kind kind) {
    InstrumentRules rules = new InstrumentRules(TradingCalendar.of(CalendarId.CRYPTO_24X7), false);
    InstrumentFold[] folds = new InstrumentFold[SYMBOLS];
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      folds[symbol] =
          InstrumentFold.open(
              "bench/" + symbol, rules, LatenessPolicy.DEFAULT, new MemoryFoldStore());
    }
    Counted out = new Counted();
    for (int number = 0; number < RECORDS; number++) {
      long noise = mix(number);
      InstrumentFold fold = folds[(int) Math.floorMod(noise, (long) SYMBOLS)];
      long now = START_NANOS + number * STEP_NANOS;
      long price = 10_000_000_000L + Math.floorMod(noise >>> 8, 1_000L) * 1_000_000L;
      if (kind == Kind.QUOTES) {
        fold.quote(new Quote(now, number, price, price + 1_000_000L, null, null, now), out);
      } else {
        boolean late = kind == Kind.LATE_TRADES && Math.floorMod(noise >>> 40, 100L) == 0;
        fold.trade(trade(number, noise, price, now, late), out);
      }
      if (number % RECORDS_BETWEEN_FLUSHES == 0) {
        for (InstrumentFold each : folds) {
          each.flush();
        }
      }
    }
    if (out.accepted != RECORDS) {
      throw new IllegalStateException("accepted " + out.accepted + " of " + RECORDS);
    }
    return RECORDS;
  }

  private static Trade trade(int number, long noise, long price, long now, boolean late) {
    return new Trade(
        Long.toString(1_000_000_000L + number),
        1,
        TradeOp.NEW,
        late ? now - Math.floorMod(noise >>> 13, HOUR) : now,
        number,
        price,
        (1 + Math.floorMod(noise >>> 24, 1_000_000L)) * 1_000L,
        now,
        (noise & 1) == 0 ? Side.BUY : Side.SELL,
        true,
        true,
        true);
  }

  private static long mix(long value) {
    long z = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Counts what the log keeps, and drops everything. */
  private static final class Counted implements FoldOutput {
    private long accepted;

    @Override
    public void accepted(Trade record) {
      accepted++;
    }

    @Override
    public void accepted(Quote record) {
      accepted++;
    }

    @Override
    public void repeated(Trade record) {}

    @Override
    public void repeated(Quote record) {}

    @Override
    public void quarantined(Trade record, QuarantineReason reason) {}

    @Override
    public void quarantined(Quote record, QuarantineReason reason) {}

    @Override
    public void bar(Timeframe timeframe, BarRevision revision) {}

    @Override
    public void features(FeatureRevision revision) {}

    @Override
    public void alert(AlertRevision revision) {}
  }
}
