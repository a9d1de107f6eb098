package dev.tidemark.bench;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import java.time.Instant;
import java.util.Arrays;

/** The bars of {@link BenchData} as rows of the unified table, and their instruments. */
final class UnifiedBars {
  private static final long DELAY_MICROS = 10_000_000;
  private static final double SCALE = 1e8;

  private UnifiedBars() {}

  static void write(TableStore store, long rows) {
    String[] symbols = BenchData.symbols();
    ColumnBatch instruments =
        ColumnBatch.of(Tables.INSTRUMENTS.schema(), symbols.length)
            .with("instrument", new Vector.Strings(symbols))
            .constant("asset_class", "CRYPTO")
            .constant("calendar", "CRYPTO_24X7")
            .constant("include_closing_auction", false)
            .constant("known_time", Instant.EPOCH)
            .build();
    store.create(Tables.INSTRUMENTS).append(BatchSource.of(instruments), CommitRequest.of("BENCH"));
    BatchSource bars = BenchData.bars(rows);
    store
        .create(Tables.MARKET_DATA_UNIFIED)
        .append(
            () -> {
              ColumnBatch batch = bars.next();
              return batch == null ? null : unified(batch);
            },
            CommitRequest.of("BENCH"));
  }

  private static ColumnBatch unified(ColumnBatch bars) {
    int rows = bars.rows();
    long[] closes = bars.longs("t_close");
    long[] labels = new long[rows];
    long[] known = new long[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = closes[i] - BenchData.MINUTE_MICROS;
      known[i] = closes[i] + DELAY_MICROS;
    }
    ColumnBatch.Builder out =
        ColumnBatch.of(Tables.MARKET_DATA_UNIFIED.schema(), rows)
            .with("instrument", bars.vector("instrument"))
            .constant("timeframe", "1m")
            .with("event_time", new Vector.Longs(labels))
            .with("t_close", new Vector.Longs(closes))
            .with("known_time", new Vector.Longs(known))
            .constant("known_time_basis", "ASSUMED")
            .constant("source_provider", "bench")
            .constant("source_seq", 0L)
            .with("volume", new Vector.Decimals(new long[rows], scaled(bars, "volume"), null))
            .constant("partial", false)
            .constant("revision", 0)
            .constant("is_mock", true)
            .with("source_known_time", new Vector.Longs(known))
            .with("event_month", bars.vector("event_month"));
    for (String price : new String[] {"open", "high", "low", "close"}) {
      out.with(price, new Vector.Longs(scaled(bars, price)));
    }
    return out.build();
  }

  private static long[] scaled(ColumnBatch bars, String column) {
    return Arrays.stream(bars.doubles(column), 0, bars.rows())
        .mapToLong(value -> Math.round(value * SCALE))
        .toArray();
  }
}
