package dev.tidemark.smartdb.write;

import static dev.tidemark.smartdb.write.WriterFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.market.Basis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Writers of overlapping data at once: each record counts once. */
class ConcurrentWritersTest {
  private static final long START = Instant.parse("2024-03-05T23:50:00Z").getEpochSecond() * SECOND;
  private static final int WRITERS = 4;

  @Test
  void overlappingWritersGiveTheBarsOfTheKernel() throws Exception {
    try (WriterFixture fixture = new WriterFixture()) {
      Instrument one = WriterFixture.instrument("ONE", CalendarId.CRYPTO_24X7);
      Instrument two = WriterFixture.instrument("TWO", CalendarId.CRYPTO_24X7);
      int[] series = {fixture.series(one, Basis.TRADES), fixture.series(two, Basis.TRADES)};
      List<Trade> told = records(new Random(11), 700);
      int stored = 0;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<CompletableFuture<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          Random random = new Random(100 + i);
          runs.add(
              CompletableFuture.supplyAsync(() -> load(fixture, series, told, random), threads));
        }
        for (CompletableFuture<Integer> run : runs) {
          stored += run.join();
        }
      }
      assertThat(stored).isEqualTo(2 * told.size());
      fixture.assertBars(one, series[0], told);
      fixture.assertBars(two, series[1], told);
    }
  }

  private static int load(WriterFixture fixture, int[] series, List<Trade> told, Random random) {
    List<Trade> mine = new ArrayList<>(told);
    if (random.nextBoolean()) {
      Collections.shuffle(mine, random);
    }
    int stored = 0;
    try (MarketWriter writer = fixture.another()) {
      for (int at = 0; at < mine.size(); ) {
        int end = Math.min(mine.size(), at + 50 + random.nextInt(200));
        TradeBatch first = Batches.of(series[0], mine.subList(at, end));
        TradeBatch second = Batches.of(series[1], mine.subList(at, end));
        for (TradeBatch batch :
            random.nextBoolean() ? List.of(first, second) : List.of(second, first)) {
          WriteResult result = writer.trades(batch);
          stored += result.stored() + result.superseded();
        }
        at = end;
      }
    }
    return stored;
  }

  private static List<Trade> records(Random random, int count) {
    List<Trade> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean again = random.nextInt(20) == 0 && i > 0;
      String id = again ? records.get(random.nextInt(i)).tradeId() : "t" + i;
      long ts = START + random.nextLong(1_200 * SECOND);
      records.add(
          new Trade(
              id,
              again ? 1 + random.nextInt(3) : 1,
              again ? TradeOp.values()[random.nextInt(3)] : TradeOp.NEW,
              ts,
              i,
              100_00000000L + random.nextInt(1_000_000),
              1 + random.nextInt(1_000_000),
              ts + 1_000 * (i + 1),
              null,
              true,
              true,
              true));
    }
    return records;
  }
}
