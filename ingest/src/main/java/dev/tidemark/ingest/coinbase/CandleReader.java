package dev.tidemark.ingest.coinbase;

import dev.tidemark.ingest.coinbase.CandlePage.Candle;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.Series;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages from the oldest to the newest. A page without candles is legal: nothing was traded.
 * Candles that have not ended, or that were not asked for, are ignored and counted.
 */
final class CandleReader implements RawReader {
  private static final long NANOS = 1_000_000_000L;

  private final CandleClient client;
  private final Series series;
  private final String product;
  private final Granularity granularity;
  private final long toSecond;
  private long at;
  private long ignored;

  CandleReader(
      CandleClient client,
      Series series,
      String product,
      Granularity granularity,
      long fromSecond,
      long toSecond) {
    this.client = client;
    this.series = series;
    this.product = product;
    this.granularity = granularity;
    this.toSecond = toSecond;
    this.at = fromSecond;
  }

  @Override
  public @Nullable RawBatch next() {
    if (at >= toSecond) {
      return null;
    }
    long step = granularity.seconds();
    long end = Math.min(toSecond, at + CandleClient.LARGEST_PAGE * step);
    String symbol = series.instrument().symbol();
    // Taken before the call: a candle that ended meanwhile may have been cut off in the answer.
    long now = client.nowSecond();
    CandlePage page = client.page(product, symbol, granularity, at, end - step);
    List<Candle> wanted = new ArrayList<>(page.candles().size());
    for (Candle candle : page.candles()) {
      boolean asked = candle.time() >= at && candle.time() < end;
      if (asked && candle.closedBy(granularity.timeframe(), now)) {
        wanted.add(candle);
      } else {
        ignored++;
      }
    }
    RawBatch batch = batch(wanted, page);
    at = end;
    return batch;
  }

  private RawBatch batch(List<Candle> candles, CandlePage page) {
    RawBatchBuilder batch = new RawBatchBuilder(series, candles.size());
    for (Candle candle : candles) {
      batch
          .row(candle.time(), candle.time() * NANOS)
          .set(RawColumn.OPEN, candle.open())
          .set(RawColumn.HIGH, candle.high())
          .set(RawColumn.LOW, candle.low())
          .set(RawColumn.CLOSE, candle.close())
          .set(RawColumn.VOLUME, candle.volume())
          .flag(candle.rounded() ? RowFlag.ROUNDED.bit() : 0);
    }
    page.rejects().forEach(batch::reject);
    return batch.payloads(row -> candles.get(row).text()).build();
  }

  @Override
  public long ignored() {
    return ignored;
  }

  @Override
  public void close() {}
}
