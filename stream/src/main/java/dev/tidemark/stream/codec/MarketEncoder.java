package dev.tidemark.stream.codec;

import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.schema.TopicSchema;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values of the topics of trades and quotes. Not thread-safe. */
public final class MarketEncoder {
  private final WireWriter wire = new WireWriter();
  private final int tradeSchema;
  private final int quoteSchema;

  /** Registers the schemas, if they are not. */
  public MarketEncoder(SchemaRegistry registry) {
    tradeSchema = registry.register(TopicSchema.TRADE.subject(), TopicSchema.TRADE.schema());
    quoteSchema = registry.register(TopicSchema.QUOTE.subject(), TopicSchema.QUOTE.schema());
  }

  /** The key of a series' records: what is ordered together. */
  public static byte[] key(String source, String instrument) {
    return (source + '/' + instrument).getBytes(StandardCharsets.UTF_8);
  }

  /** A trade that was known at another time than it says itself. */
  public byte[] trade(String source, Instrument instrument, Trade trade, long knownNanos) {
    series(tradeSchema, source, instrument);
    return wire.text(trade.tradeId())
        .integer(trade.version())
        .integer(op(trade.op()))
        .integer(trade.tsNanos())
        .integer(knownNanos)
        .integer(trade.seq())
        .decimal(trade.price())
        .decimal(trade.size())
        .integer(side(trade.side()))
        .bool(trade.updLast())
        .bool(trade.updHilo())
        .bool(trade.updVol())
        .bool(trade.closingAuction())
        .end();
  }

  public byte[] trade(String source, Instrument instrument, Trade trade) {
    return trade(source, instrument, trade, trade.knownNanos());
  }

  /** A quote that was known at another time than it says itself. */
  public byte[] quote(String source, Instrument instrument, Quote quote, long knownNanos) {
    series(quoteSchema, source, instrument);
    wire.integer(quote.tsNanos())
        .integer(knownNanos)
        .integer(quote.seq())
        .decimal(quote.bid())
        .decimal(quote.ask());
    optional(quote.bidSize());
    optional(quote.askSize());
    return wire.end();
  }

  public byte[] quote(String source, Instrument instrument, Quote quote) {
    return quote(source, instrument, quote, quote.knownNanos());
  }

  private void series(int schema, String source, Instrument instrument) {
    wire.begin(schema)
        .text(source)
        .text(instrument.symbol())
        .text(instrument.assetClass().name())
        .text(instrument.calendar().name())
        .bool(instrument.includeClosingAuction());
  }

  private void optional(@Nullable Long unscaled) {
    if (unscaled == null) {
      wire.integer(0);
    } else {
      wire.integer(1).decimal(unscaled);
    }
  }

  private static int op(TradeOp op) {
    return switch (op) {
      case NEW -> 0;
      case CORRECT -> 1;
      case CANCEL -> 2;
    };
  }

  private static int side(@Nullable Side side) {
    if (side == null) {
      return TradeColumns.NO_SIDE;
    }
    return side == Side.BUY ? TradeColumns.BUY : TradeColumns.SELL;
  }
}
