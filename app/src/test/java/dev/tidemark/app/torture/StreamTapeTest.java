package dev.tidemark.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.torture.UndisturbedStream.Series;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.Timeframe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamTapeTest {
  private static final long START = 1_710_000_000_000_000_000L;
  private static final int RATE = 2_000;
  private static final int COUNT = 40_000;

  private final StreamTape tape = new StreamTape(7, START, RATE);

  @Test
  void tellsEverythingThatMayHappen() {
    List<Trade> told = new ArrayList<>();
    Map<String, Trade> latest = new HashMap<>();
    long before = Long.MIN_VALUE;
    for (int i = 0; i < COUNT; i++) {
      Trade trade = tape.at(i);
      assertThat(trade).isEqualTo(new StreamTape(7, START, RATE).at(i));
      assertThat(trade.knownNanos()).isGreaterThan(before).isEqualTo(tape.knownNanos(i));
      before = trade.knownNanos();
      String key = trade.tradeId() + ' ' + trade.version();
      Trade same = latest.put(key, trade);
      if (same != null) {
        assertThat(trade.price()).as("told again").isEqualTo(same.price());
      }
      told.add(trade);
    }
    assertThat(tape.knownNanos(RATE) - tape.knownNanos(0)).isEqualTo(1_000_000_000L);
    assertThat(told).anyMatch(trade -> trade.op() == TradeOp.CORRECT);
    assertThat(told).anyMatch(trade -> trade.op() == TradeOp.CANCEL);
    assertThat(latest.size()).isLessThan(COUNT);
  }

  @Test
  void undisturbedRunHasBarsAlertsAndLetters() {
    List<Series> series = UndisturbedStream.of(tape, COUNT, progress -> {});
    assertThat(series).hasSize(StreamTape.SYMBOLS);
    assertThat(series)
        .allSatisfy(
            each -> {
              assertThat(each.accepted().size()).isPositive();
              assertThat(each.view().known().bars(Timeframe.S1)).isNotEmpty();
            });
    assertThat(series.stream().mapToLong(each -> each.setAside().size()).sum()).isPositive();
    assertThat(series).anySatisfy(each -> assertThat(each.view().known().alerts()).isNotEmpty());
  }
}
