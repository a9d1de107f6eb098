package dev.tidemark.bench;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import java.util.ArrayList;
import java.util.List;

/**
 * Trades and when each is due, whether or not those before it were taken. A trade's sequence number
 * is its number here. Now and then three large ones of a symbol come in a row.
 */
final class StreamSchedule {
  static final int SYMBOLS = 4;
  private static final long SECOND = 1_000_000_000L;
  private static final long MICRO = 1_000L;
  private static final int LARGE_EVERY_SECONDS = 15;
  private static final int LARGE = 3 * SYMBOLS;

  private final List<Instrument> instruments = new ArrayList<>();
  private final int rate;
  private final long startTicks;
  private final long startNanos;
  private final int lapse;

  /**
   * @param rate trades per second of the clock
   * @param startTicks monotonic time at which the first is due
   * @param startNanos when the first happened, nanoseconds UTC
   * @param lapse seconds between trades that are due a second apart
   */
  StreamSchedule(int rate, long startTicks, long startNanos, int lapse) {
    this.rate = rate;
    this.lapse = lapse;
    this.startTicks = startTicks;
    this.startNanos = startNanos / MICRO * MICRO;
    for (int i = 0; i < SYMBOLS; i++) {
      instruments.add(
          new Instrument("BENCH" + i, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false));
    }
  }

  List<Instrument> instruments() {
    return instruments;
  }

  Instrument instrument(long number) {
    return instruments.get((int) (number % SYMBOLS));
  }

  long dueTicks(long number) {
    return startTicks + offset(number);
  }

  Trade trade(long number) {
    long at = startNanos + offset(number) / MICRO * MICRO * lapse;
    boolean large = number % ((long) rate * LARGE_EVERY_SECONDS) < LARGE && number >= 2L * rate;
    return new Trade(
        "b" + number,
        1,
        TradeOp.NEW,
        at,
        number,
        100_00000000L + (number * 7_919 % 2_001 - 1_000) * 10_000L,
        (1 + number * 31 % 500) * 1_000_000L * (large && number % SYMBOLS == 1 ? 1_000 : 1),
        at,
        number % 3 == 0 ? Side.BUY : Side.SELL,
        true,
        true,
        true);
  }

  private long offset(long number) {
    return number / rate * SECOND + number % rate * SECOND / rate;
  }
}
