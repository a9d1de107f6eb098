package dev.tidemark.smartdb.read;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up logs of trades with everything that a venue may do to them later. */
final class TradeLogs {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;

  private TradeLogs() {}

  /**
   * Trades of the session that opens at {@code open} and of the next day, with gaps, and records
   * that correct, move and cancel them. No two records have the same known time.
   *
   * @param calm one of so many records is about an earlier trade, and one of so many comes late
   */
  static List<Trade> records(Random random, long open, int count, int calm) {
    List<Trade> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean first = records.isEmpty() || random.nextInt(calm) != 0;
      Trade earlier = first ? null : records.get(random.nextInt(records.size()));
      long ts = earlier == null || random.nextInt(3) == 0 ? time(random, open) : earlier.tsNanos();
      long delay =
          switch (random.nextInt(calm)) {
            case 0 -> random.nextLong(20 * HOUR);
            case 1 -> random.nextLong(600 * SECOND);
            default -> random.nextLong(3 * SECOND);
          };
      boolean last = random.nextInt(10) != 0;
      boolean hiLo = last || random.nextBoolean();
      long known = (ts + delay) / 10_000_000L * 10_000_000L + i * 1_000L;
      records.add(
          new Trade(
              earlier == null ? "t" + i : earlier.tradeId(),
              earlier == null ? 1 : 1 + random.nextInt(4),
              earlier == null ? TradeOp.NEW : TradeOp.values()[random.nextInt(3)],
              ts,
              random.nextInt(2),
              random.nextInt(40) == 0
                  ? 0
                  : 100_00000000L + (long) (random.nextGaussian() * 20_000_000L),
              random.nextInt(50) == 0 ? 0 : random.nextLong(5_000_00000000L),
              Math.max(known, ts),
              random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : null,
              last,
              hiLo,
              random.nextInt(8) != 0));
    }
    return records;
  }

  /** Mostly in the first two hours, where bars are dense, with gaps of 15 and of 25 minutes. */
  private static long time(Random random, long open) {
    long second = random.nextInt(4) == 0 ? random.nextLong(390 * 60) : random.nextLong(150 * 60);
    long minute = second / 60;
    if ((minute >= 60 && minute < 75) || (minute >= 110 && minute < 135)) {
      second -= 30 * 60;
    }
    long day = random.nextInt(4) == 0 ? 24 * HOUR : 0;
    return open + day + second * SECOND + random.nextLong(SECOND);
  }
}
