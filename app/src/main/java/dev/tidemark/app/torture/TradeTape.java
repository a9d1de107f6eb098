package dev.tidemark.app.torture;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Decimals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Made-up trades in waves of half an hour, from a seed: with corrections, cancellations, trades
 * that move, versions told twice differently, and corrections of trades of earlier waves.
 */
final class TradeTape {
  /** One record of one symbol. */
  record Told(String symbol, Trade trade) {}

  /** Of three calendars: one that never closes, one of New York, one of currencies. */
  static final List<String> SYMBOLS = List.of("BTCUSD", "AAPL", "EURUSD");

  static final String HEADER =
      "symbol,ts,trade_id,price,size,side,version,op,seq,known,upd_last,upd_hilo,upd_vol\n";

  private static final long START = Instant.parse("2024-03-04T14:00:00Z").getEpochSecond();
  private static final long SECOND = 1_000_000_000L;
  private static final long WAVE = 1_800 * SECOND;
  private static final long PRICE = 100_00000000L;
  private static final int PERCENT = 100;
  private static final double SHARE = 0.55;
  private static final int LOOK_BACK = 3;

  private final long seed;
  private final int trades;

  /** {@code trades}: of each symbol in each wave. */
  TradeTape(long seed, int trades) {
    this.seed = seed;
    this.trades = trades;
  }

  /** Every record of a wave, each once. */
  List<Told> wave(int number) {
    List<Told> told = new ArrayList<>();
    for (String symbol : SYMBOLS) {
      for (int i = 0; i < trades; i++) {
        told.add(new Told(symbol, first(symbol, number, i)));
      }
      Random random = random(symbol, number, -1);
      for (int i = 0; i < trades / 10; i++) {
        int wave = Math.max(0, number - random.nextInt(LOOK_BACK));
        Trade before = first(symbol, wave, random.nextInt(trades));
        // The versions of one wave tell different things at different times.
        told.add(new Told(symbol, amended(before, 2 + number * 2 + i % 2, random, i)));
      }
    }
    return told;
  }

  /** The trade as it was first told. */
  private Trade first(String symbol, int wave, int i) {
    Random random = random(symbol, wave, i);
    long ts = START * SECOND + wave * WAVE + (long) (random.nextDouble() * WAVE);
    int kind = random.nextInt(PERCENT);
    boolean last = kind >= 4;
    return new Trade(
        "t" + wave + "-" + i,
        1,
        TradeOp.NEW,
        ts,
        i,
        kind == 99 ? 0 : PRICE + (random.nextInt(20_000) - 10_000) * 10_000L,
        (1 + random.nextInt(5_000)) * 1_000_000L,
        micros(ts + (long) (random.nextDouble() * WAVE)),
        side(random),
        last,
        last || kind < 2,
        kind < 95 || kind > 97);
  }

  private static Trade amended(Trade before, int version, Random random, int number) {
    boolean cancelled = random.nextInt(4) == 0;
    boolean again = random.nextInt(4) == 0;
    boolean moves = random.nextInt(3) == 0;
    long ts = before.tsNanos() + (moves ? (random.nextInt(241) - 120) * SECOND : 0);
    return new Trade(
        before.tradeId(),
        again ? 1 : version,
        again ? TradeOp.NEW : cancelled ? TradeOp.CANCEL : TradeOp.CORRECT,
        ts,
        before.seq(),
        before.price() + (random.nextInt(200) - 100) * 10_000L,
        before.size() + random.nextInt(100) * 1_000_000L,
        // Never known at the same microsecond as another record of this trade.
        before.knownNanos() + (1 + (long) version * 1_000 + number) * 1_000_000L,
        before.side(),
        before.updLast(),
        before.updHilo(),
        before.updVol());
  }

  private static Side side(Random random) {
    return random.nextBoolean() ? Side.BUY : Side.SELL;
  }

  private static long micros(long nanos) {
    return Math.ceilDiv(nanos, 1_000L) * 1_000L;
  }

  private Random random(String symbol, int wave, int i) {
    long mixed = seed * 0x9E3779B97F4A7C15L + symbol.hashCode();
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L + wave;
    mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL + i;
    return new Random(mixed ^ (mixed >>> 32));
  }

  /** A loader's share of a wave, in an order of its own; together the shares tell everything. */
  void write(Path file, int number, int loader, int loaders) {
    Random random = random("loader", number, loader);
    List<Told> share = new ArrayList<>();
    List<Told> all = wave(number);
    for (int i = 0; i < all.size(); i++) {
      if (i % loaders == loader || random.nextDouble() < SHARE) {
        share.add(all.get(i));
      }
    }
    Collections.shuffle(share, random);
    StringBuilder text = new StringBuilder(HEADER);
    share.forEach(told -> line(text, told));
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(StringBuilder text, Told told) {
    Trade trade = told.trade();
    text.append(told.symbol()).append(',').append(trade.tsNanos());
    text.append(',').append(trade.tradeId());
    text.append(',').append(Decimals.toPlainString(trade.price(), Decimals.PRICE_SCALE));
    text.append(',').append(Decimals.toPlainString(trade.size(), Decimals.PRICE_SCALE));
    text.append(',').append(trade.side()).append(',').append(trade.version());
    text.append(',').append(trade.op()).append(',').append(trade.seq());
    text.append(',').append(trade.knownNanos()).append(',').append(trade.updLast());
    text.append(',').append(trade.updHilo()).append(',').append(trade.updVol()).append('\n');
  }
}
