package dev.tidemark.app.torture;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Trades without end at a steady rate, from a seed: some of them late, some too late, told again,
 * corrected, cancelled, some large. Any record can be made again from its number.
 */
final class StreamTape {
  static final String SOURCE = "torture";

  /** Records of this series are kept apart by their number modulo this. */
  static final int SYMBOLS = 8;

  private static final long SECOND = 1_000_000_000L;
  private static final long MICRO = 1_000L;
  private static final long TOO_LATE = 50 * 3_600 * SECOND;
  private static final long PRICE = 100_00000000L;
  private static final long SIZE = 1_000_000L;
  private static final int PER_MILLE = 1_000;
  private static final int LOOK_BACK = 3_000;

  private final long seed;
  private final long startNanos;
  private final int rate;
  private final List<Instrument> instruments = new ArrayList<>();

  /**
   * @param startNanos when the first record is known, nanoseconds UTC
   * @param rate records of all symbols per second
   */
  StreamTape(long seed, long startNanos, int rate) {
    this.seed = seed;
    this.startNanos = Math.ceilDiv(startNanos, SECOND) * SECOND;
    this.rate = rate;
    for (int i = 0; i < SYMBOLS; i++) {
      instruments.add(
          new Instrument("TORT" + i, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false));
    }
  }

  List<Instrument> instruments() {
    return instruments;
  }

  Instrument instrument(long number) {
    return instruments.get((int) (number % SYMBOLS));
  }

  /** Ascending with the number. */
  long knownNanos(long number) {
    long within = number % rate * SECOND / rate;
    return startNanos + number / rate * SECOND + within / MICRO * MICRO;
  }

  Trade at(long number) {
    Random random = random(number);
    int kind = random.nextInt(PER_MILLE);
    long before = number - (long) SYMBOLS * (1 + random.nextInt(LOOK_BACK));
    if (kind >= 30 || before < 0 || !isFirst(before)) {
      return first(number);
    }
    Trade told = first(before);
    // Whoever is told of later has the greater version.
    int version = 1 + (int) ((number - before) / SYMBOLS);
    return kind < 10
        ? amended(told, 1, told.op(), number, 0)
        : amended(
            told,
            version,
            kind < 22 ? TradeOp.CORRECT : TradeOp.CANCEL,
            number,
            (random.nextInt(201) - 100) * 10_000L);
  }

  /** Whether this number tells of a trade of its own. */
  private boolean isFirst(long number) {
    Random random = random(number);
    return random.nextInt(PER_MILLE) >= 30;
  }

  private Trade first(long number) {
    Random random = random(~number);
    long known = knownNanos(number);
    int kind = random.nextInt(PER_MILLE);
    long late =
        kind < 2
            ? TOO_LATE + random.nextInt(60) * SECOND
            : kind < 20
                ? (long) (random.nextDouble() * 600 * SECOND)
                : (long) (random.nextDouble() * 3 * SECOND);
    return new Trade(
        "t" + number,
        1,
        TradeOp.NEW,
        (known - late) / MICRO * MICRO,
        number,
        PRICE + (random.nextInt(20_001) - 10_000) * 10_000L,
        (1 + random.nextInt(500)) * SIZE * (random.nextInt(PER_MILLE) < 3 ? 100 : 1),
        known,
        random.nextBoolean() ? Side.BUY : Side.SELL,
        true,
        true,
        true);
  }

  private Trade amended(Trade told, int version, TradeOp op, long number, long price) {
    return new Trade(
        told.tradeId(),
        version,
        op,
        told.tsNanos(),
        told.seq(),
        told.price() + price,
        told.size(),
        knownNanos(number),
        told.side(),
        true,
        true,
        true);
  }

  private Random random(long number) {
    long mixed = seed * 0x9E3779B97F4A7C15L + number;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return new Random(mixed ^ (mixed >>> 31));
  }
}
