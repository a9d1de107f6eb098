package dev.tidemark.ingest.coinbase;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Our symbols and the venue's product ids: {@code BTCUSD} is {@code BTC-USD}. */
public final class CoinbaseProducts {
  /** Quote currencies, the longer of those that end alike first. */
  private static final List<String> QUOTES =
      List.of("USDT", "USDC", "USD", "EUR", "GBP", "DAI", "BTC", "ETH");

  private static final Pattern PRODUCT = Pattern.compile("[A-Z0-9]{1,20}-[A-Z0-9]{2,10}");
  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{4,30}");

  private CoinbaseProducts() {}

  /** The product of a symbol; empty when its quote currency is not one of the venue's. */
  public static Optional<String> product(String symbol) {
    if (PRODUCT.matcher(symbol).matches()) {
      return Optional.of(symbol);
    }
    if (SYMBOL.matcher(symbol).matches()) {
      for (String quote : QUOTES) {
        if (symbol.endsWith(quote) && symbol.length() > quote.length()) {
          return Optional.of(symbol.substring(0, symbol.length() - quote.length()) + "-" + quote);
        }
      }
    }
    return Optional.empty();
  }

  /** The symbol of a product. */
  static String symbol(String product) {
    return product.replace("-", "");
  }
}
