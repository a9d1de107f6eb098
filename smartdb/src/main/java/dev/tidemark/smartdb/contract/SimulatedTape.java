package dev.tidemark.smartdb.contract;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Market data that are the same for the same seed, with everything that makes them hard. */
final class SimulatedTape {
  static final long SECOND = 1_000_000_000L;
  static final long MINUTE = 60 * SECOND;
  private static final long UNIT = 100_000_000L;

  private final Random random;

  SimulatedTape(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Records about trades of some sessions, in the order of their event times: silent spells longer
   * than every gap limit, some sizes far above the others, one trade in ten told later, corrected
   * or cancelled, prints after the close.
   */
  List<Trade> trades(List<Session> sessions, int perSession) {
    List<Trade> records = new ArrayList<>();
    long price = 60_000 * UNIT;
    for (Session session : sessions) {
      long length = session.lengthNanos();
      long silence = session.openNanos() + length / 3;
      for (int i = 0; i < perSession; i++) {
        long ts =
            session.openNanos() + length / perSession * i + random.nextLong(length / perSession);
        if (ts > silence && ts < silence + 32 * MINUTE) {
          continue;
        }
        price += (random.nextInt(2_001) - 1_000) * 1_000_000L;
        long size = UNIT / 1_000 * (1 + random.nextInt(400));
        if (random.nextInt(150) == 0) {
          size *= 60;
        }
        tell(records, "s" + session.date() + "-" + i, ts, price, size);
      }
      tell(records, "after-" + session.date(), session.closeNanos() + SECOND, price, UNIT);
    }
    return records;
  }

  private void tell(List<Trade> records, String id, long ts, long price, long size) {
    long known = ts + 1_000 * (1 + random.nextInt(2_000_000));
    if (random.nextInt(25) == 0) {
      known += random.nextLong(120) * MINUTE;
    }
    records.add(record(id, 1, TradeOp.NEW, ts, price, size, known));
    if (random.nextInt(16) == 0) {
      TradeOp op = random.nextInt(3) == 0 ? TradeOp.CANCEL : TradeOp.CORRECT;
      long moved = random.nextInt(3) == 0 ? ts + random.nextLong(10 * MINUTE) : ts;
      long later = known + 1_000 + random.nextLong(180) * MINUTE;
      records.add(record(id, 2, op, moved, price + 50_000_000L, size + UNIT / 100, later));
    }
  }

  private Trade record(
      String id, int version, TradeOp op, long ts, long price, long size, long known) {
    int side = random.nextInt(3);
    return new Trade(
        id,
        version,
        op,
        ts,
        random.nextInt(3),
        price,
        size,
        // Knowledge times are kept in microseconds.
        (known / 1_000 + 1) * 1_000,
        side == 0 ? null : side == 1 ? Side.BUY : Side.SELL,
        true,
        true,
        true,
        false);
  }

  /** Quotes of a session, every few seconds; one in thirty is crossed. */
  List<Quote> quotes(Session session, long fromNanos, int count) {
    List<Quote> quotes = new ArrayList<>();
    long ts = Math.max(session.openNanos(), fromNanos);
    long bid = 108_000_000L;
    for (int i = 0; i < count; i++) {
      ts += 1_000_000L + random.nextLong(random.nextInt(40) == 0 ? 150 * SECOND : 8 * SECOND);
      bid += random.nextInt(2_001) - 1_000;
      long ask = random.nextInt(30) == 0 ? bid - 500 : bid + 100 + random.nextInt(3_001);
      long known = ts + 1_000 * (1 + random.nextInt(3_000_000));
      quotes.add(new Quote(ts, i, bid, ask, null, null, (known / 1_000 + 1) * 1_000));
    }
    return quotes;
  }
}
