package dev.tidemark.app.smartdb.load;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Scan;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.WriteResult;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Reads parts of the lake and writes them, batch by batch. One thread. */
final class PartLoad {
  private final BronzeMarket lake;
  private final MarketWriter writer;
  private final MarketSelection selection;
  private final int capacity;
  private final LongConsumer written;

  /**
   * @param capacity rows per batch
   * @param written told the number of rows of each batch when it is durable
   */
  PartLoad(
      BronzeMarket lake,
      MarketWriter writer,
      MarketSelection selection,
      int capacity,
      LongConsumer written) {
    this.lake = lake;
    this.writer = writer;
    this.selection = selection;
    this.capacity = capacity;
    this.written = written;
  }

  WriteResult load(LakePart part, int series) {
    return switch (part.table()) {
      case TRADES -> {
        TradeRows rows = new TradeRows(capacity);
        yield load(
            part,
            TradeRows.COLUMNS,
            batch -> rows.of(series, batch),
            rows::isFull,
            () -> flushed(rows.rows(), () -> writer.trades(rows.batch()), rows::clear));
      }
      case QUOTES -> {
        QuoteRows rows = new QuoteRows(capacity);
        yield load(
            part,
            QuoteRows.COLUMNS,
            batch -> rows.of(series, batch),
            rows::isFull,
            () -> flushed(rows.rows(), () -> writer.quotes(rows.batch()), rows::clear));
      }
      case BARS -> {
        BarRows rows = new BarRows(capacity);
        yield load(
            part,
            BarRows.COLUMNS,
            batch -> rows.of(series, batch),
            rows::isFull,
            () -> flushed(rows.rows(), () -> writer.bars(rows.batch()), rows::clear));
      }
    };
  }

  private WriteResult load(
      LakePart part,
      List<String> columns,
      Function<ColumnBatch, IntConsumer> sink,
      BooleanSupplier full,
      Supplier<WriteResult> flush) {
    WriteResult[] result = {WriteResult.NONE};
    try (Scan scan = lake.scan(part, columns, selection)) {
      scan.forEachBatch(
          batch -> {
            IntConsumer add = sink.apply(batch);
            for (int row = 0; row < batch.rows(); row++) {
              add.accept(row);
              if (full.getAsBoolean()) {
                result[0] = result[0].plus(flush.get());
              }
            }
          });
    }
    return result[0].plus(flush.get());
  }

  private WriteResult flushed(int rows, Supplier<WriteResult> write, Runnable clear) {
    if (rows == 0) {
      return WriteResult.NONE;
    }
    WriteResult result = write.get();
    clear.run();
    written.accept(rows);
    return result;
  }
}
