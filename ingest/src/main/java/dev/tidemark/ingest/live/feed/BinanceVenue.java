package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.files.Symbols;
import dev.tidemark.ingest.http.ResilientHttp;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Binance spot: every trade, and every change of the best bid and ask.
 *
 * @param address of combined streams
 * @param products such as {@code BTCUSDT}
 */
public record BinanceVenue(URI address, List<String> products, TradeHistory history)
    implements Venue {
  /** Where the venue streams. */
  public static final URI STREAM = URI.create("wss://stream.binance.com:9443/stream");

  /** Where it answers. */
  public static final URI REST = URI.create("https://api.binance.com");

  public BinanceVenue {
    products = List.copyOf(products);
  }

  /** The venue; {@code rest} is asked for missing trades. */
  public static BinanceVenue of(URI address, List<String> symbols, ResilientHttp http, URI rest) {
    return new BinanceVenue(
        address,
        symbols.stream().map(Symbols::pair).distinct().toList(),
        new BinanceHistory(http, rest));
  }

  @Override
  public String source() {
    return "binance";
  }

  @Override
  public List<List<String>> greeting() {
    List<String> streams = new ArrayList<>();
    for (String product : products) {
      String name = product.toLowerCase(Locale.ROOT);
      streams.add('"' + name + "@trade\"");
      streams.add('"' + name + "@bookTicker\"");
    }
    return List.of(
        List.of(
            "{\"method\":\"SUBSCRIBE\",\"params\":[" + String.join(",", streams) + "],\"id\":1}"));
  }

  @Override
  public Instrument instrument(String product) {
    return new Instrument(
        Symbols.pair(product), AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
  }

  @Override
  public VenueMessages messages() {
    return new BinanceMessages();
  }
}
