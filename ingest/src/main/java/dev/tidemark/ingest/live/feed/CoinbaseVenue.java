package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.coinbase.CoinbaseProducts;
import dev.tidemark.ingest.files.Symbols;
import dev.tidemark.ingest.http.ResilientHttp;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Coinbase Exchange: matches, and quotes of the ticker (best prices at each match) or of the order
 * book (every change of the best prices).
 *
 * @param address of the feed
 * @param products such as {@code BTC-USD}
 * @param book whether quotes come from the order book
 */
public record CoinbaseVenue(URI address, List<String> products, boolean book, TradeHistory history)
    implements Venue {
  /** Where the venue streams. */
  public static final URI FEED = URI.create("wss://ws-feed.exchange.coinbase.com");

  static final String BOOK = "level2_batch";

  public CoinbaseVenue {
    products = List.copyOf(products);
  }

  /** The venue; {@code rest} is asked for missing trades. */
  public static CoinbaseVenue of(
      URI address, List<String> symbols, boolean book, ResilientHttp http, URI rest) {
    return new CoinbaseVenue(
        address,
        symbols.stream().map(CoinbaseVenue::product).distinct().toList(),
        book,
        new CoinbaseHistory(http, rest));
  }

  private static String product(String symbol) {
    String upper = symbol.toUpperCase(Locale.ROOT);
    return CoinbaseProducts.product(upper).orElse(upper);
  }

  @Override
  public String source() {
    return "coinbase";
  }

  /** What is asked for; the heartbeat tells the number of the last trade. */
  List<String> channels() {
    return List.of("matches", "heartbeat", book ? BOOK : "ticker");
  }

  @Override
  public List<List<String>> greeting() {
    return List.of(
        List.of(
            "{\"type\":\"subscribe\",\"product_ids\":"
                + array(products)
                + ",\"channels\":"
                + array(channels())
                + "}"));
  }

  private static String array(List<String> names) {
    return names.stream()
        .map(name -> '"' + name.replace("\\", "").replace("\"", "") + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Override
  public Instrument instrument(String product) {
    return new Instrument(
        Symbols.pair(product), AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
  }

  @Override
  public VenueMessages messages() {
    return new CoinbaseMessages(this);
  }
}
