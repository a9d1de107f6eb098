package dev.tidemark.stream.archive;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.stream.event.MarketEvent;
import java.util.Arrays;
import java.util.BitSet;

/** Quotes as rows of {@code bronze.raw_quotes}; their sequence number is {@code source_seq}. */
final class QuoteRows extends EventRows {
  private long[] bid;
  private long[] ask;
  private long[] bidSize;
  private long[] askSize;
  private final BitSet noBidSize = new BitSet();
  private final BitSet noAskSize = new BitSet();

  QuoteRows(int capacity) {
    super(Tables.RAW_QUOTES, capacity);
    bid = new long[capacity];
    ask = new long[capacity];
    bidSize = new long[capacity];
    askSize = new long[capacity];
  }

  @Override
  void grow(int capacity) {
    bid = Arrays.copyOf(bid, capacity);
    ask = Arrays.copyOf(ask, capacity);
    bidSize = Arrays.copyOf(bidSize, capacity);
    askSize = Arrays.copyOf(askSize, capacity);
  }

  @Override
  void put(int row, MarketEvent record) {
    bid[row] = record.bid;
    ask[row] = record.ask;
    bidSize[row] = record.bidSize;
    askSize[row] = record.askSize;
    noBidSize.set(row, record.bidSize == MarketEvent.NONE);
    noAskSize.set(row, record.askSize == MarketEvent.NONE);
  }

  @Override
  void columns(ColumnBatch.Builder out) {
    out.with("bid", new Vector.Longs(bid))
        .with("ask", new Vector.Longs(ask))
        .with("bid_size", wide(bidSize, rows, noBidSize))
        .with("ask_size", wide(askSize, rows, noAskSize));
  }
}
