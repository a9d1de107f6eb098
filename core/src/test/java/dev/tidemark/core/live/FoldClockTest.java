package dev.tidemark.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What a fold tells depends on the content and the order of each partition: not on when timers fire
 * and not on how far the partition of quotes is when that of trades is read.
 */
class FoldClockTest {
  private static final long HEARTBEAT = 7 * FoldLog.SECOND;
  private static final InstrumentRules RULES =
      new InstrumentRules(TradingCalendar.of(CalendarId.CRYPTO_24X7), false);

  /** A partition: each record after the heartbeats of its time. */
  private static final class Partition {
    private final List<Object> records;
    private final long firstKnown;
    private int next;
    private long heartbeat = Long.MIN_VALUE;

    Partition(List<?> records, long firstKnown) {
      this.records = List.copyOf(records);
      this.firstKnown = firstKnown;
    }

    boolean isDone() {
      return next == records.size();
    }

    long nextKnown() {
      return switch (records.get(next)) {
        case Trade trade -> trade.knownNanos();
        case Quote quote -> quote.knownNanos();
        default -> throw new AssertionError();
      };
    }

    /** Reads the next record, with the clock that it carries. */
    void step(InstrumentFold fold, Told told) {
      heartbeat = firstKnown + Math.floorDiv(nextKnown() - firstKnown, HEARTBEAT) * HEARTBEAT;
      switch (records.get(next++)) {
        case Trade trade -> {
          fold.tradeClock(heartbeat, told);
          fold.trade(trade, told);
        }
        case Quote quote -> {
          fold.quoteClock(heartbeat, told);
          fold.quote(quote, told);
        }
        default -> throw new AssertionError();
      }
    }
  }

  @Property(tries = 150)
  void neitherTimersNorTheOtherPartitionMatter(@ForAll long seed) {
    Told apart = new Told();
    Partition trades = trades(seed);
    Partition quotes = quotes(seed);
    InstrumentFold fold = open();
    while (!trades.isDone()) {
      trades.step(fold, apart);
    }
    while (!quotes.isDone()) {
      quotes.step(fold, apart);
    }
    end(fold, apart);

    SplittableRandom random = new SplittableRandom(seed);
    Told together = new Told();
    trades = trades(seed);
    quotes = quotes(seed);
    fold = open();
    trades.step(fold, together);
    while (!trades.isDone() || !quotes.isDone()) {
      boolean trade = quotes.isDone() || (!trades.isDone() && random.nextInt(3) > 0);
      (trade ? trades : quotes).step(fold, together);
      long watermark = Math.min(trades.heartbeat, quotes.heartbeat);
      for (int timers = random.nextInt(3); timers > 0 && watermark > 0; timers--) {
        long at = Math.min(watermark, fold.nextDeadlineNanos());
        fold.clock(random.nextBoolean() ? at : watermark, together);
      }
    }
    end(fold, together);

    for (Timeframe timeframe : MinutePage.TIMEFRAMES) {
      assertThat(together.bars(timeframe)).isEqualTo(apart.bars(timeframe));
    }
    for (FeatureGroup group : FeatureGroup.values()) {
      assertThat(features(together, group)).isEqualTo(features(apart, group));
    }
    assertThat(together.alerts).isEqualTo(apart.alerts);
  }

  private static InstrumentFold open() {
    return InstrumentFold.open(
        "test/A", RULES, LatenessPolicy.DEFAULT, new MemoryFoldStore(), new ShelfSize(2, 4));
  }

  /** The first trade is told before the first quote, so that quotes never form bars. */
  private static Partition trades(long seed) {
    List<Trade> trades = new ArrayList<>();
    trades.add(Trade.of("first", FoldLog.START, 0, 1, 1, FoldLog.START));
    trades.addAll(FoldLog.trades(seed));
    return new Partition(trades, FoldLog.START);
  }

  private static Partition quotes(long seed) {
    return new Partition(FoldLog.quotes(seed), FoldLog.START);
  }

  private static void end(InstrumentFold fold, Told told) {
    fold.clock(FoldLog.START + 40 * FoldLog.HOUR, told);
  }

  private static List<String> features(Told told, FeatureGroup group) {
    return told.features.stream()
        .filter(each -> each.group() == group)
        .map(
            each ->
                each.startNanos()
                    + " "
                    + each.revision()
                    + " "
                    + each.knownNanos()
                    + " "
                    + Arrays.toString(each.values()))
        .toList();
  }
}
