package dev.tidemark.server.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.server.market.ColdBars;
import dev.tidemark.smartdb.market.Basis;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeColdBarsTest {
  private static final Instant MONDAY = Instant.parse("2024-05-06T00:00:00Z");
  private static final Instant SUNDAY = Instant.parse("2024-05-12T00:00:00Z");
  private static final Instant LATER = Instant.parse("2025-01-01T00:00:00Z");

  @Test
  void tradesBecomeBarsSessionBySessionAsKnown(@TempDir Path root) {
    try (TestLake lake = new TestLake(root)) {
      RawBatchBuilder trades =
          new RawBatchBuilder(new Series("venue", TestLake.SHARE, SeriesType.TRADES), 8);
      trade(trades, "a", 1, TradeOp.NEW, "2024-05-06T13:30:10Z", 10, "2024-05-06T13:30:11Z");
      trade(trades, "b", 1, TradeOp.NEW, "2024-05-06T13:31:10Z", 11, "2024-05-06T13:31:11Z");
      trade(trades, "b", 2, TradeOp.CORRECT, "2024-05-06T13:31:10Z", 15, "2024-05-07T08:00:00Z");
      trade(trades, "c", 1, TradeOp.NEW, "2024-05-08T13:45:00Z", 12, "2024-05-08T13:45:01Z");
      lake.deliver(trades.build());
      ColdBars cold = new LakeColdBars(lake.store);

      ColdBars.Part first = read(cold, Basis.TRADES, Timeframe.M1, MONDAY, LATER);
      assertThat(closes(first)).containsExactly(10.0, 15.0);
      assertThat(first.until()).isEqualTo("2024-05-06T20:00:00Z");
      ColdBars.Part second = read(cold, Basis.TRADES, Timeframe.M15, first.until(), LATER);
      assertThat(closes(second)).as("the day without trades is passed over").containsExactly(12.0);
      assertThat(second.bars().getFirst().startNanos())
          .isEqualTo(TestLake.nanos("2024-05-08T13:45:00Z"));
      ColdBars.Part rest = read(cold, Basis.TRADES, Timeframe.M1, second.until(), LATER);
      assertThat(rest.bars()).isEmpty();
      assertThat(rest.until()).isEqualTo(SUNDAY);

      Instant before = Instant.parse("2024-05-07T07:59:59Z");
      assertThat(closes(read(cold, Basis.TRADES, Timeframe.M1, MONDAY, before)))
          .containsExactly(10.0, 11.0);
      assertThat(cold.read(series("other", Basis.TRADES), Timeframe.M1, MONDAY, SUNDAY, LATER))
          .isEmpty();
      assertThat(cold.read(series("venue", Basis.QUOTES), Timeframe.M1, MONDAY, SUNDAY, LATER))
          .isEmpty();
    }
  }

  @Test
  void quotesAndMinutesBecomeBarsToo(@TempDir Path root) {
    try (TestLake lake = new TestLake(root)) {
      RawBatchBuilder quotes = TestLake.quotes("venue");
      TestLake.quote(quotes, "2024-05-06T13:30:10Z", 10, 12)
          .known(TestLake.nanos("2024-05-06T13:30:10Z"), KnownTimeBasis.PROVIDER);
      TestLake.quote(quotes, "2024-05-06T13:30:20Z", 12, 15)
          .known(TestLake.nanos("2024-05-06T13:30:20Z"), KnownTimeBasis.PROVIDER);
      RawBatchBuilder minutes = TestLake.bars(Timeframe.M1);
      TestLake.bar(minutes, "2024-05-06T13:30:00Z", 20, 3, "2024-05-06T13:31:00Z");
      TestLake.bar(minutes, "2024-05-06T13:31:00Z", 30, 4, "2024-05-06T13:32:00Z");
      lake.deliver(quotes.build(), minutes.build());
      ColdBars cold = new LakeColdBars(lake.store);

      assertThat(closes(read(cold, Basis.QUOTES, Timeframe.M1, MONDAY, LATER)))
          .containsExactly(13.5);
      ColdBars.Part hour = read(cold, Basis.BARS, Timeframe.H1, MONDAY, LATER);
      assertThat(closes(hour)).containsExactly(31.0);
      assertThat(hour.bars().getFirst().high()).isEqualTo(32_00000000L);
      assertThat(hour.bars().getFirst().volume().low()).isEqualTo(7_00000000L);
    }
  }

  private static ColdBars.Part read(
      ColdBars cold, Basis basis, Timeframe timeframe, Instant from, Instant asKnown) {
    return cold.read(series("venue", basis), timeframe, from, SUNDAY, asKnown).orElseThrow();
  }

  private static ColdBars.Series series(String source, Basis basis) {
    return new ColdBars.Series(TestLake.SHARE.symbol(), source, basis);
  }

  private static List<Double> closes(ColdBars.Part part) {
    return part.bars().stream().map(Bar::close).map(close -> close / 1e8).toList();
  }

  private static void trade(
      RawBatchBuilder to, String id, int version, TradeOp op, String at, long price, String known) {
    to.row(to.rows() + 1, TestLake.nanos(at))
        .tradeId(id)
        .set(RawColumn.VERSION, version)
        .set(RawColumn.OP, op.ordinal())
        .set(RawColumn.SEQ, to.rows())
        .set(RawColumn.PRICE, price * 100_000_000L)
        .set(RawColumn.SIZE, 100_000_000L)
        .known(TestLake.nanos(known), KnownTimeBasis.PROVIDER);
  }
}
