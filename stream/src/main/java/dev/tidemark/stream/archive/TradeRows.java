package dev.tidemark.stream.archive;

import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.stream.event.MarketEvent;
import java.util.Arrays;
import java.util.BitSet;

/** Trades as rows of {@code bronze.raw_trades}. */
final class TradeRows extends EventRows {
  private static final String[] OPS =
      Arrays.stream(TradeOp.values()).map(Enum::name).toArray(String[]::new);
  private static final String[] SIDES = {Side.BUY.name(), Side.SELL.name()};

  private String[] id;
  private int[] version;
  private int[] op;
  private long[] seq;
  private long[] price;
  private long[] size;
  private int[] side;
  private byte[] flags;

  TradeRows(int capacity) {
    super(Tables.RAW_TRADES, capacity);
    id = new String[capacity];
    version = new int[capacity];
    op = new int[capacity];
    seq = new long[capacity];
    price = new long[capacity];
    size = new long[capacity];
    side = new int[capacity];
    flags = new byte[capacity];
  }

  @Override
  void grow(int capacity) {
    id = Arrays.copyOf(id, capacity);
    version = Arrays.copyOf(version, capacity);
    op = Arrays.copyOf(op, capacity);
    seq = Arrays.copyOf(seq, capacity);
    price = Arrays.copyOf(price, capacity);
    size = Arrays.copyOf(size, capacity);
    side = Arrays.copyOf(side, capacity);
    flags = Arrays.copyOf(flags, capacity);
  }

  @Override
  void put(int row, MarketEvent record) {
    id[row] = record.tradeId;
    version[row] = record.version;
    op[row] = record.op;
    seq[row] = record.seq;
    price[row] = record.price;
    size[row] = record.size;
    side[row] = record.side - 1;
    flags[row] = record.flags;
  }

  @Override
  void columns(ColumnBatch.Builder out) {
    boolean[] last = new boolean[rows];
    boolean[] hilo = new boolean[rows];
    boolean[] volume = new boolean[rows];
    int[] peculiar = new int[rows];
    for (int i = 0; i < rows; i++) {
      last[i] = (flags[i] & TradeColumns.NO_LAST) == 0;
      // What sets open and close sets high and low too, as core.model.Trade has it.
      hilo[i] = last[i] || (flags[i] & TradeColumns.NO_HILO) == 0;
      volume[i] = (flags[i] & TradeColumns.NO_VOLUME) == 0;
      peculiar[i] = (flags[i] & TradeColumns.CLOSING_AUCTION) == 0 ? -1 : 0;
    }
    out.with("trade_id", new Vector.Strings(id))
        .with("seq", new Vector.Longs(seq))
        .with("version", new Vector.Ints(version))
        .with("op", new Vector.Dictionary(op, OPS))
        .with("price", new Vector.Longs(price))
        .with("size", wide(size, rows, new BitSet()))
        .with("side", new Vector.Dictionary(side, SIDES))
        .with("upd_last", new Vector.Booleans(last))
        .with("upd_hilo", new Vector.Booleans(hilo))
        .with("upd_vol", new Vector.Booleans(volume))
        .with(
            "flags",
            new Vector.Dictionary(peculiar, new String[] {RowFlag.CLOSING_AUCTION.name()}));
  }
}
