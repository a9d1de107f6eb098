package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RefusedException;

/** The decoder of each format. */
final class Decoders {

  private Decoders() {}

  static RecordDecoder of(Binding binding, String headerLine) throws RefusedException {
    return switch (binding.mapping().format()) {
      case CSV, JSON_LINES, PARQUET -> new RowDecoder(binding, headerLine);
      case BINANCE_STREAM -> new BinanceDecoder(binding);
      case COINBASE_FEED -> new CoinbaseDecoder(binding);
      case HYPERLIQUID_FEED -> new HyperliquidDecoder(binding);
      case BITSTAMP_FEED -> new BitstampDecoder(binding);
    };
  }
}
