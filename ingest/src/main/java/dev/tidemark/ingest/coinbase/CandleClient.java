package dev.tidemark.ingest.coinbase;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.http.ResilientHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/** One call of the candles endpoint. Thread-safe. */
final class CandleClient {
  /** The venue refuses larger requests. */
  static final int LARGEST_PAGE = 300;

  private final ResilientHttp http;
  private final URI base;
  private final InstantSource clock;

  CandleClient(ResilientHttp http, URI base, InstantSource clock) {
    this.http = http;
    this.base = base;
    this.clock = clock;
  }

  /**
   * A whole page; nothing of it is returned before all of it was read.
   *
   * @param from first label wanted
   * @param last last label wanted, inclusive as the venue has it
   */
  CandlePage page(String product, String symbol, Granularity granularity, long from, long last) {
    URI uri = uri(product, granularity, from, last);
    try {
      return http.get(uri, body -> CandleParser.parse(body, symbol, from));
    } catch (TidemarkException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        throw TidemarkException.of(
                ErrorCode.NOT_FOUND,
                "Coinbase has no product " + product,
                "the venue does not know it, or no longer",
                "Check the symbol; GET /products lists what the venue trades",
                e)
            .withDetail("symbol", symbol)
            .withDetail("product", product);
      }
      throw e;
    }
  }

  long nowSecond() {
    return clock.instant().getEpochSecond();
  }

  private URI uri(String product, Granularity granularity, long from, long last) {
    String text = base.toString();
    String root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return URI.create(
        root
            + "/products/"
            + URLEncoder.encode(product, StandardCharsets.UTF_8)
            + "/candles?granularity="
            + granularity.seconds()
            + "&start="
            + Instant.ofEpochSecond(from)
            + "&end="
            + Instant.ofEpochSecond(last));
  }
}
