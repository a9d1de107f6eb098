package dev.tidemark.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.fold.SeriesStreams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is let pass, over many series and over the time for which ids are remembered. */
class RepeatsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final int OTHERS = 1_100;

  @TempDir Path directory;

  /**
   * A trade is told again at once, after more series than are at hand, and each time its hour was
   * forgotten, with its own times as in a replay: then it is new, and remembered anew.
   */
  @Test
  void anHourIsRememberedUntilItIsForgottenAndThenAnew() throws Exception {
    List<MarketEvent> told = new ArrayList<>();
    told.add(trade("A", "1001", 0, 0));
    told.add(trade("A", "1001", 0, 0));
    told.add(trade("A", "1002", 0, 0));
    for (int i = 0; i < OTHERS; i++) {
      told.add(trade("other" + i, "1001", 0, 1));
    }
    told.add(trade("A", "1001", 0, 1));
    told.add(trade("A", "1003", 0, 1));
    for (int days = 3; days <= 9; days += 3) {
      told.add(trade("clock", "1" + days, days * 24 * HOUR, 0));
      told.add(trade("A", "1001", 0, 0));
      told.add(trade("A", "1001", 0, 0));
    }

    List<String> passed = passed(told);
    assertThat(passed.stream().filter(each -> each.startsWith("other"))).hasSize(OTHERS);
    assertThat(passed.stream().filter(each -> !each.startsWith("other")))
        .containsExactly(
            "A 1001",
            "A 1002",
            "A 1003",
            "clock 13",
            "A 1001",
            "clock 16",
            "A 1001",
            "clock 19",
            "A 1001");
  }

  private List<String> passed(List<MarketEvent> told) throws Exception {
    Configuration settings = ArchiveFixture.settings(directory);
    settings.setString("state.backend.type", "rocksdb");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    var records =
        env.fromData(told, TypeInformation.of(MarketEvent.class))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<MarketEvent>forGenerator(context -> new Clock())
                    .withTimestampAssigner((record, before) -> record.clockNanos));
    List<String> passed = new ArrayList<>();
    try (CloseableIterator<String> all =
        SeriesStreams.keyed(records, Repeats::keyOf, 1)
            .process(new Repeats(ArchiveFixture.GRACE), TypeInformation.of(MarketEvent.class))
            .map(record -> record.instrument + ' ' + record.tradeId)
            .returns(String.class)
            .executeAndCollect()) {
      all.forEachRemaining(passed::add);
    }
    return passed;
  }

  /**
   * @param seconds by which the clock of the log is later
   */
  private static MarketEvent trade(String symbol, String id, long nanos, int seconds) {
    MarketEvent record = new MarketEvent();
    record.kind = MarketEvent.TRADE;
    record.source = "test";
    record.instrument = symbol;
    record.assetClass = "CRYPTO";
    record.calendar = "CRYPTO_24X7";
    record.tradeId = id;
    record.tsNanos = ArchiveFixture.START + nanos;
    record.knownNanos = record.tsNanos + 1;
    record.clockNanos = record.knownNanos + seconds * SECOND;
    return record;
  }

  /** As heartbeats: every record says how late it is. */
  private static final class Clock implements WatermarkGenerator<MarketEvent> {
    @Override
    public void onEvent(MarketEvent record, long nanos, WatermarkOutput out) {
      out.emitWatermark(new Watermark(record.clockNanos / 1_000_000));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput out) {
      // Only records move it.
    }
  }
}
