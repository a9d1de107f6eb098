package dev.tidemark.stream.cluster;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.stream.job.LiveBars;
import dev.tidemark.stream.produce.MarketProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A tenth of a second apart: trades of three series and quotes of one, some of them late,
 * corrected, cancelled, large or told twice. The first series has quotes as well, once it has
 * trades: before, two topics would decide which come first.
 */
final class MixedTape {
  private static final String SOURCE = "test";
  private static final long SECOND = 1_000_000_000L;

  /** 2026-03-02T10:00:00Z. */
  private static final long START = 1_772_445_600L * SECOND;

  private static final int SERIES = 4;
  private static final int QUOTES = 3;
  private static final int HEARTBEAT = 50;
  private static final int BOTH_FROM = 2_000;

  private final MarketProducer producer;
  private final Random random = new Random(5);
  private final List<Instrument> instruments = new ArrayList<>();
  private final List<LiveBars> expected = new ArrayList<>();
  private int told;

  MixedTape(MarketProducer producer) {
    this.producer = producer;
    for (int i = 0; i < SERIES; i++) {
      Instrument instrument =
          new Instrument(
              "MIXED" + i,
              i == QUOTES ? AssetClass.FX : AssetClass.CRYPTO,
              CalendarId.CRYPTO_24X7,
              null,
              false);
      instruments.add(instrument);
      expected.add(new LiveBars(instrument));
    }
  }

  /** What stands of each series after everything that was told. */
  List<LiveBars> expected() {
    return expected;
  }

  /** Tells the next records; returns when the log has them. */
  void tell(int records) {
    for (int end = told + records; told < end; told++) {
      long known = known(told);
      int series = told % SERIES;
      if (series == QUOTES) {
        boolean both = told >= BOTH_FROM && random.nextBoolean();
        quote(both ? 0 : QUOTES, new Quote(late(known), told, price(), price() + 9, 5L, 7L, known));
      } else {
        Trade trade = trade(series, known);
        trade(series, trade);
        if (random.nextInt(20) == 0) {
          trade(series, trade);
        }
      }
      if (told % HEARTBEAT == 0) {
        heartbeat(known);
      }
    }
    producer.flush();
  }

  /** A heartbeat after which nothing is open. */
  void end() {
    heartbeat(known(told) + 120 * SECOND);
    producer.flush();
  }

  private static long known(int n) {
    return START + n * SECOND / 10;
  }

  private long late(long known) {
    long most = random.nextInt(5) == 0 ? 40 * SECOND : SECOND;
    return known - 1 - (long) (random.nextDouble() * most);
  }

  private long price() {
    return 100_00000000L + random.nextInt(1_000_000);
  }

  private Trade trade(int series, long known) {
    boolean again = told > 200 && random.nextInt(10) == 0;
    int of = again ? told - SERIES * (1 + random.nextInt(40)) : told;
    TradeOp op = !again ? TradeOp.NEW : random.nextBoolean() ? TradeOp.CORRECT : TradeOp.CANCEL;
    long size = 1_00000000L + random.nextInt(50_000_000);
    return new Trade(
        series + "-" + of,
        again ? told : 1,
        op,
        late(known),
        told,
        price(),
        random.nextInt(40) == 0 ? 30 * size : size,
        known,
        random.nextBoolean() ? Side.BUY : Side.SELL,
        true,
        true,
        true);
  }

  private void trade(int series, Trade trade) {
    producer.trade(SOURCE, instruments.get(series), trade);
    expected.get(series).trade(trade);
  }

  private void quote(int series, Quote quote) {
    producer.quote(SOURCE, instruments.get(series), quote);
    expected.get(series).quote(quote);
  }

  private void heartbeat(long known) {
    producer.heartbeat(known);
    expected.forEach(each -> each.clock(known));
  }
}
