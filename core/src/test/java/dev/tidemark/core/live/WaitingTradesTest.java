package dev.tidemark.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WaitingTradesTest {
  /**
   * Against a sorted set: most come in order, some late, some are taken back, all leave in turn.
   */
  @Property(tries = 200)
  void theyLeaveInTheirOrder(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    WaitingTrades waiting = new WaitingTrades();
    TreeSet<Trade> expected = new TreeSet<>(Trade.ORDER);
    long now = 0;
    int burst = 1 + random.nextInt(400);
    for (int step = 0; step < 2_000; step++) {
      now += random.nextInt(3);
      // Phases that fill and phases that empty.
      if (step / burst % 2 == 0 || random.nextInt(3) == 0) {
        long back = random.nextInt(10) == 0 ? random.nextInt(50) : 0;
        Trade trade = trade(random, "é" + Integer.toString(step, 36), now - back);
        waiting.add(trade);
        expected.add(trade);
      } else if (!expected.isEmpty()) {
        assertThat(waiting.firstTs()).isEqualTo(expected.first().tsNanos());
        assertThat(waiting.takeFirst())
            .isEqualTo(WaitingTrade.of(Objects.requireNonNull(expected.pollFirst())));
      }
      if (random.nextInt(20) == 0 && !expected.isEmpty()) {
        List<Trade> all = new ArrayList<>(expected);
        Trade some = all.get(random.nextInt(all.size()));
        expected.remove(some);
        assertThat(waiting.remove(some)).isTrue();
        assertThat(waiting.remove(some)).isFalse();
      }
      if (random.nextInt(100) == 0) {
        waiting = readAgain(waiting);
      }
      assertThat(waiting.size()).isEqualTo(expected.size());
      assertThat(waiting.isEmpty()).isEqualTo(expected.isEmpty());
    }
    for (Trade trade : expected) {
      assertThat(waiting.takeFirst()).isEqualTo(WaitingTrade.of(trade));
    }
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void whatABusyTimeTookIsGivenBackWhileAFewWait() {
    WaitingTrades waiting = new WaitingTrades();
    int added = 0;
    int taken = 0;
    for (; added < 5_000; added++) {
      waiting.add(one(added));
    }
    long most = waiting.heapBytes();
    for (; taken < added - 10; taken++) {
      assertThat(waiting.takeFirst()).isEqualTo(WaitingTrade.of(one(taken)));
    }
    for (; added < 30_000; added++, taken++) {
      waiting.add(one(added));
      assertThat(waiting.takeFirst()).isEqualTo(WaitingTrade.of(one(taken)));
    }
    assertThat(waiting.size()).isEqualTo(10);
    assertThat(waiting.heapBytes()).isLessThan(most / 20);
  }

  @Test
  void whatABusyTimeTookIsGivenBackWhileNothingWaits() {
    WaitingTrades waiting = new WaitingTrades();
    for (int i = 0; i < 5_000; i++) {
      waiting.add(one(i));
    }
    long most = waiting.heapBytes();
    for (int i = 0; i < 5_000; i++) {
      assertThat(waiting.takeFirst()).isEqualTo(WaitingTrade.of(one(i)));
    }
    for (int i = 5_000; i < 5_020; i++) {
      waiting.add(one(i));
      assertThat(waiting.takeFirst()).isEqualTo(WaitingTrade.of(one(i)));
    }
    assertThat(waiting.heapBytes()).isLessThan(most / 20);
  }

  private static Trade one(int number) {
    return Trade.of("id" + number, number, number, 7, 9, number);
  }

  private static Trade trade(SplittableRandom random, String id, long ts) {
    return Trade.of(id, ts, random.nextInt(2), random.nextLong(1, 100), random.nextLong(100), ts);
  }

  /** Equal states are equal bytes, whatever came in order and what did not. */
  private static WaitingTrades readAgain(WaitingTrades waiting) {
    byte[] bytes = bytes(waiting);
    WaitingTrades read = new WaitingTrades();
    read.read(new PackedReader(bytes));
    assertThat(bytes(read)).isEqualTo(bytes);
    return read;
  }

  private static byte[] bytes(WaitingTrades waiting) {
    PackedWriter out = new PackedWriter();
    waiting.write(out);
    return out.toBytes();
  }
}
