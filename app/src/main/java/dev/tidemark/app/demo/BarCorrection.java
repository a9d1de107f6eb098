package dev.tidemark.app.demo;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.time.Timeframe;
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
import dev.tidemark.ingest.provider.Source;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider of one restated bar: the same label as a bar delivered before, another close, known
 * later. What a vendor's overnight correction looks like.
 *
 * @param series the corrected series, under the name of the provider that delivered the bar first
 * @param labelNanos left label of the bar, UTC
 * @param first open price, unscaled at scale 8, as the other prices
 * @param last close price
 * @param volume unscaled at scale 8
 * @param knownNanos when the correction was published, UTC
 */
record BarCorrection(
    Series series,
    long labelNanos,
    long first,
    long highest,
    long lowest,
    long last,
    long volume,
    long knownNanos)
    implements Provider {

  @Override
  public ProviderInfo info() {
    return new ProviderInfo(
        series.provider(),
        0,
        Set.of(AssetClass.values()),
        Timeframe.STORED,
        true,
        KnownTimeBasis.PROVIDER);
  }

  @Override
  public Listing list(Selection selection) {
    return new Listing(List.of(new OneRow()), List.of());
  }

  @Override
  public void close() {}

  private RawBatch row() {
    return new RawBatchBuilder(series, 1)
        .row(1, labelNanos)
        .set(RawColumn.OPEN, first)
        .set(RawColumn.HIGH, highest)
        .set(RawColumn.LOW, lowest)
        .set(RawColumn.CLOSE, last)
        .set(RawColumn.VOLUME, volume)
        .known(knownNanos, KnownTimeBasis.PROVIDER)
        .build();
  }

  private final class OneRow implements Source {

    @Override
    public String name() {
      return "correction/" + series.key() + "/" + labelNanos;
    }

    @Override
    public List<Series> series() {
      return List.of(series);
    }

    @Override
    public boolean sequential() {
      return true;
    }

    @Override
    public long estimatedRows() {
      return 1;
    }

    @Override
    public long bytes() {
      return -1;
    }

    @Override
    public RawReader open() {
      return new RawReader() {
        private boolean done;

        @Override
        public @Nullable RawBatch next() {
          if (done) {
            return null;
          }
          done = true;
          return row();
        }

        @Override
        public void close() {}
      };
    }
  }
}
