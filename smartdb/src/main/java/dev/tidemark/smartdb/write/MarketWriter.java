package dev.tidemark.smartdb.write;

import dev.tidemark.smartdb.market.SeriesSpec;
import java.util.List;

/**
 * Writes market data. A batch is one transaction: when a call returns, its records, the bars they
 * touch and its dead letters are durable; when it throws, nothing of it is. Writing a batch again
 * changes nothing. Any number of writers may write overlapping data at once.
 */
public interface MarketWriter extends AutoCloseable {
  /** Number of the series, which is made when it is not there. */
  int series(SeriesSpec series);

  WriteResult trades(TradeBatch batch);

  WriteResult quotes(QuoteBatch batch);

  WriteResult bars(BarBatch batch);

  /**
   * Stores rows that could not even become part of a batch; a letter that is there already is not
   * stored again.
   *
   * @param kind what the rows tell about: {@code trade}, {@code quote} or {@code bar}
   * @return how many were new
   */
  int reject(String kind, List<DeadLetter> letters);

  @Override
  void close();
}
