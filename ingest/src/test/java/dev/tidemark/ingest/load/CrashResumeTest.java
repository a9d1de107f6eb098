package dev.tidemark.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.MemorySource;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Source;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run stopped at any phase and run again ends with the tables of an undisturbed run. */
class CrashResumeTest {

  private static final IngestOptions SMALL = IngestOptions.DEFAULT.withGroupRows(40);

  @TempDir Path root;

  /** Trades with repeats and disorder, bars, and unreadable records, in many small batches. */
  private static Source[] sources() {
    List<RawBatch> trades = new ArrayList<>();
    List<RawBatch> bars = new ArrayList<>();
    long ordinal = 0;
    for (int b = 0; b < 12; b++) {
      RawBatchBuilder trade = Lakes.trades();
      RawBatchBuilder bar = new RawBatchBuilder(Lakes.BARS, 8);
      for (int i = 0; i < 10; i++) {
        ordinal++;
        long id = i == 7 ? ordinal - 3 : ordinal;
        Lakes.trade(trade, ordinal, id * 2 - (i == 5 ? 9 : 0), id, 100 + id % 5);
        Lakes.bar(bar, ordinal, ordinal - (i == 3 ? 1 : 0), 100 + ordinal % 7);
      }
      ordinal++;
      bar.reject(new RawReject(ordinal, RejectReason.MALFORMED, "d", "p" + ordinal, "BTCUSD"));
      trades.add(trade.build());
      bars.add(bar.build());
    }
    return new Source[] {
      new MemorySource("trades", trades, true), new MemorySource("bars", bars, true)
    };
  }

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @EnumSource(
      value = CrashPoints.Phase.class,
      names = {"PLANNED", "EXAMINED", "FINISHED"},
      mode = EnumSource.Mode.EXCLUDE)
  void resumesToTheSameTables(CrashPoints.Phase phase) {
    try (TableStore calm = Lakes.store(root.resolve("calm"));
        TableStore store = Lakes.store(root.resolve("stopped"))) {
      Lakes.run(calm, SMALL, CrashPoints.NONE, sources());
      CrashPoints second =
          (reached, count) -> {
            if (reached == phase && count == 1) {
              throw new Stop();
            }
          };
      assertThatThrownBy(() -> Lakes.run(store, SMALL, second, sources())).isInstanceOf(Stop.class);
      Lakes.run(store, SMALL, CrashPoints.NONE, sources());
      assertThat(Lakes.content(store, Tables.RAW_TRADES))
          .isEqualTo(Lakes.content(calm, Tables.RAW_TRADES));
      assertThat(Lakes.content(store, Tables.bars(Timeframe.M1)))
          .isEqualTo(Lakes.content(calm, Tables.bars(Timeframe.M1)));
      assertThat(Lakes.content(store, Tables.DEAD_LETTERS))
          .isEqualTo(Lakes.content(calm, Tables.DEAD_LETTERS));
    }
  }
}
