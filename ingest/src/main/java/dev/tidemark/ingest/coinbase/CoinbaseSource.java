package dev.tidemark.ingest.coinbase;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import java.util.List;

/**
 * Candles of one product and granularity in a stretch of time. The position of a candle is its
 * label in epoch seconds, whatever was asked for.
 */
final class CoinbaseSource implements Source {
  private final CandleClient client;
  private final String symbol;
  private final String product;
  private final Granularity granularity;
  private final long fromSecond;
  private final long toSecond;

  /**
   * A source.
   *
   * @param fromSecond first label, on the grid
   * @param toSecond end of the labels, exclusive, on the grid
   */
  CoinbaseSource(
      CandleClient client,
      String symbol,
      String product,
      Granularity granularity,
      long fromSecond,
      long toSecond) {
    this.client = client;
    this.symbol = symbol;
    this.product = product;
    this.granularity = granularity;
    this.fromSecond = fromSecond;
    this.toSecond = toSecond;
  }

  @Override
  public String name() {
    return CoinbaseProvider.NAME + ":" + product + ":" + granularity.seconds();
  }

  @Override
  public List<Series> series() {
    Instrument instrument =
        new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
    return List.of(
        new Series(CoinbaseProvider.NAME, instrument, SeriesType.bars(granularity.timeframe())));
  }

  @Override
  public boolean sequential() {
    return false;
  }

  @Override
  public long estimatedRows() {
    return Math.max(0, (toSecond - fromSecond) / granularity.seconds());
  }

  @Override
  public long bytes() {
    return -1;
  }

  @Override
  public RawReader open() {
    return new CandleReader(client, series().get(0), product, granularity, fromSecond, toSecond);
  }
}
