package dev.tidemark.bench;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.ProviderInfo;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import dev.tidemark.ingest.provider.TradeIds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tape of {@link TickStream} through the provider port. */
record TickProvider(long rows) implements Provider {
  private static final Series SERIES =
      new Series(
          "bench",
          new Instrument("BTCUSD", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false),
          SeriesType.TRADES);

  @Override
  public ProviderInfo info() {
    return new ProviderInfo(
        "bench", 0, Set.of(AssetClass.CRYPTO), List.of(), true, KnownTimeBasis.OBSERVED);
  }

  @Override
  public Listing list(Selection selection) {
    return new Listing(List.of(new Tape(rows)), List.of());
  }

  private record Tape(long rows) implements Source {

    @Override
    public String name() {
      return "tape";
    }

    @Override
    public List<Series> series() {
      return List.of(SERIES);
    }

    @Override
    public boolean sequential() {
      return true;
    }

    @Override
    public long estimatedRows() {
      return rows;
    }

    @Override
    public long bytes() {
      return -1;
    }

    @Override
    public RawReader open() {
      TickStream ticks = new TickStream(rows);
      return new RawReader() {
        @Override
        public @Nullable RawBatch next() {
          long first = ticks.delivered() + 1;
          int n = ticks.fill();
          return n == 0 ? null : batch(ticks, n, first);
        }

        @Override
        public void close() {}
      };
    }

    private static RawBatch batch(TickStream ticks, int n, long first) {
      long[] ordinals = new long[n];
      for (int i = 0; i < n; i++) {
        ordinals[i] = first + i;
      }
      long[] nanos = Arrays.copyOf(ticks.nanos, n);
      return RawBatchBuilder.of(SERIES, n, nanos, ordinals)
          .column(RawColumn.PRICE, Arrays.copyOf(ticks.prices, n))
          .column(RawColumn.SIZE, Arrays.copyOf(ticks.sizes, n))
          .known(nanos.clone(), KnownTimeBasis.OBSERVED)
          .tradeIds(TradeIds.of(Arrays.copyOf(ticks.ids, n)))
          .build();
    }
  }
}
