package dev.tidemark.stream.event;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import org.jspecify.annotations.Nullable;

/**
 * A trade or a quote between two operators, with the position it was read from. Fields are public
 * and mutable because Flink serialises such classes by their fields. Prices and sizes are unscaled,
 * scale 8; times are nanoseconds UTC.
 */
public final class MarketEvent {
  public static final byte TRADE = 0;
  public static final byte QUOTE = 1;

  /** A size that was not told. */
  public static final long NONE = Long.MIN_VALUE;

  public byte kind;
  public String source = "";
  public String instrument = "";
  public String assetClass = "";
  public String calendar = "";
  public boolean includeClosingAuction;

  public String tradeId = "";
  public int version = 1;

  /** Ordinal of {@link TradeOp}. */
  public byte op;

  public long tsNanos;
  public long seq;
  public long price;
  public long size;

  /** Flags as {@link dev.tidemark.core.bars.TradeColumns}. */
  public byte flags;

  /** Side as {@link dev.tidemark.core.bars.TradeColumns}. */
  public byte side;

  public long bid;
  public long ask;
  public long bidSize = NONE;
  public long askSize = NONE;
  public long knownNanos;

  /** Knowledge time of the last heartbeat before this record in its partition. */
  public long clockNanos = Long.MIN_VALUE;

  public String topic = "";
  public int partition;
  public long offset;

  /** When the log took it, milliseconds since the epoch. */
  public long appendedMillis;

  /** Original key and value, as long as the record may still become a dead letter; else null. */
  public byte @Nullable [] rawKey;

  public byte @Nullable [] rawValue;

  /** Of which things are computed: one source's records of one instrument. */
  public String seriesKey() {
    return source + '/' + instrument;
  }

  /** As the kernels take it; the event must be a {@link #TRADE}. */
  public Trade trade() {
    return new Trade(
        tradeId,
        version,
        OPS[op],
        tsNanos,
        seq,
        price,
        size,
        knownNanos,
        side == 0 ? null : SIDES[side - 1],
        (flags & 1) == 0,
        (flags & 2) == 0,
        (flags & 4) == 0,
        (flags & 8) != 0);
  }

  /** As the kernels take it; the event must be a {@link #QUOTE}. */
  public Quote quote() {
    return new Quote(
        tsNanos,
        seq,
        bid,
        ask,
        bidSize == NONE ? null : bidSize,
        askSize == NONE ? null : askSize,
        knownNanos);
  }

  private static final TradeOp[] OPS = TradeOp.values();
  private static final Side[] SIDES = {Side.BUY, Side.SELL};
}
