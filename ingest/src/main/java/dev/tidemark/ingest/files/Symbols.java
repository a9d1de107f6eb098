package dev.tidemark.ingest.files;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of instruments. Our symbol is upper case; pairs of currencies are written without a
 * separator ({@code BTC-USD}, {@code BTC/USD} and {@code btcusd} are {@code BTCUSD}), so that two
 * providers of one pair meet.
 */
public final class Symbols {

  private static final Set<String> FIAT =
      Set.of(
          "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CAD", "SEK", "NOK", "DKK", "PLN", "HUF",
          "CZK", "TRY", "ZAR", "MXN", "SGD", "HKD", "CNH", "CNY", "INR", "KRW", "THB", "ILS", "RUB",
          "BRL", "RON");
  private static final Set<String> METALS = Set.of("XAU", "XAG", "XPT", "XPD", "XCU");
  private static final List<String> COMMODITIES =
      List.of("WTI", "BRENT", "BCO", "NATGAS", "WTICO", "SUGAR", "CORN", "WHEAT", "SOYBN");
  private static final Set<String> COINS =
      Set.of(
          "BTC", "XBT", "ETH", "LTC", "BCH", "XRP", "ADA", "DOT", "SOL", "DOGE", "XLM", "EOS",
          "TRX", "LINK", "UNI", "AVAX", "MATIC", "ATOM", "XMR", "DASH", "ETC", "ZEC", "BNB", "BAT",
          "USDT", "USDC", "BUSD", "DAI", "SHIB", "FIL", "ALGO", "AAVE");

  /** Exchange suffixes of Yahoo symbols; every other suffix is a share class. */
  private static final Set<String> FOREIGN =
      Set.of(
          "HK", "T", "DE", "F", "L", "IL", "PA", "MC", "MI", "TA", "ST", "TO", "V", "JO", "AS",
          "BR", "SW", "VI", "CO", "OL", "HE", "IC", "LS", "IR", "AX", "NZ", "NS", "BO", "KS", "KQ",
          "SS", "SZ", "TW", "SI", "SA", "MX", "BK", "JK", "KL", "IS", "WA", "PR", "BD", "AT", "QA");

  private Symbols() {}

  /** Symbol of a currency or coin pair, or of a derivative on one: upper case, no {@code - /}. */
  public static String pair(String text) {
    return text.toUpperCase(Locale.ROOT).replace("-", "").replace("/", "");
  }

  /**
   * The instrument behind a symbol.
   *
   * @param asset asset class, or null to infer it from the symbol
   * @param calendar calendar, or null for the usual one of the asset class
   * @return empty when the symbol trades on an exchange whose calendar we do not have
   */
  public static Optional<Instrument> instrument(
      String symbol, @Nullable AssetClass asset, @Nullable CalendarId calendar) {
    AssetClass known = asset == null ? infer(symbol) : asset;
    boolean pairs = known == AssetClass.FX || known == AssetClass.CRYPTO;
    String name = pairs ? pair(symbol) : symbol.toUpperCase(Locale.ROOT);
    if (name.isBlank() || (known == AssetClass.EQUITY && calendar == null && foreign(name))) {
      return Optional.empty();
    }
    return Optional.of(
        new Instrument(name, known, calendar == null ? usual(known) : calendar, null, false));
  }

  /** A Yahoo file name symbol ({@code 3988-HK}) in Yahoo's own spelling ({@code 3988.HK}). */
  public static String yahoo(String text) {
    int dash = text.lastIndexOf('-');
    String suffix = dash < 0 ? "" : text.substring(dash + 1).toUpperCase(Locale.ROOT);
    return FOREIGN.contains(suffix) ? text.substring(0, dash) + "." + suffix : text;
  }

  /** Dukascopy's names: {@code AAPLUSUSD} is AAPL, {@code USA500.IDXUSD} is USA500. */
  public static Optional<Instrument> dukascopy(String text) {
    String symbol = text.toUpperCase(Locale.ROOT).replace(".", "");
    int index = symbol.indexOf("IDX");
    if (index > 0) {
      return instrument(symbol.substring(0, index), AssetClass.INDEX, CalendarId.FX_24X5);
    }
    AssetClass asset = infer(symbol);
    if (asset != AssetClass.EQUITY) {
      return instrument(symbol, asset, null);
    }
    if (symbol.endsWith("CMDUSD")) {
      String name = symbol.substring(0, symbol.length() - "CMDUSD".length());
      return instrument(name, AssetClass.COMMODITY, null);
    }
    if (symbol.endsWith("USUSD") && symbol.length() > "USUSD".length()) {
      String name = symbol.substring(0, symbol.length() - "USUSD".length());
      return instrument(name, AssetClass.EQUITY, CalendarId.XNYS);
    }
    return Optional.empty();
  }

  static AssetClass infer(String symbol) {
    String name = pair(symbol);
    if (name.length() == 6) {
      String base = name.substring(0, 3);
      String quote = name.substring(3);
      if (METALS.contains(base)) {
        return AssetClass.COMMODITY;
      }
      if (FIAT.contains(base) && FIAT.contains(quote)) {
        return AssetClass.FX;
      }
    }
    if (COMMODITIES.stream().anyMatch(name::startsWith)) {
      return AssetClass.COMMODITY;
    }
    for (String coin : COINS) {
      String quote = name.startsWith(coin) ? name.substring(coin.length()) : "";
      if (FIAT.contains(quote) || COINS.contains(quote)) {
        return AssetClass.CRYPTO;
      }
    }
    return name.equals("VIX") ? AssetClass.INDEX : AssetClass.EQUITY;
  }

  private static boolean foreign(String symbol) {
    int dot = symbol.lastIndexOf('.');
    return dot > 0 && FOREIGN.contains(symbol.substring(dot + 1));
  }

  private static CalendarId usual(AssetClass asset) {
    return switch (asset) {
      case EQUITY, INDEX -> CalendarId.XNYS;
      case CRYPTO -> CalendarId.CRYPTO_24X7;
      case FX, COMMODITY -> CalendarId.FX_24X5;
    };
  }
}
