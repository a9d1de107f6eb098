package dev.tidemark.ingest.coinbase;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.http.HttpPolicy;
import dev.tidemark.ingest.http.ResilientHttp;
import dev.tidemark.ingest.http.RetryPolicy;
import dev.tidemark.ingest.http.Waiting;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.ProviderInfo;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * The provider {@code coinbase}: candles of the Coinbase Exchange, without a key. A selection needs
 * assets and a start; its end is now at the latest. Candles that have not ended are not delivered.
 */
public final class CoinbaseProvider implements Provider {
  /** The provider's name, and the {@code source_provider} of its rows. */
  public static final String NAME = "coinbase";

  /** The public endpoint, the default of {@code providers.coinbase.url}. */
  public static final URI PUBLIC_URL = URI.create("https://api.exchange.coinbase.com");

  private static final int RANK = 20;
  private static final long NANOS = 1_000_000_000L;

  private final ResilientHttp http;
  private final CandleClient client;

  /**
   * A provider.
   *
   * @param url base address of the REST API
   * @param policy limits and patience, see {@link #standardPolicy}
   * @param clock decides which candles have ended
   * @param waiting how to wait between calls
   * @param jitter uniform draws in [0, 1) for the backoff
   */
  public CoinbaseProvider(
      URI url, HttpPolicy policy, Clock clock, Waiting waiting, DoubleSupplier jitter) {
    this.http = new ResilientHttp(policy, clock, waiting, jitter);
    this.client = new CandleClient(http, url, clock);
  }

  /** The venue allows 10 public requests a second; a full page has about 25 kB. */
  public static HttpPolicy standardPolicy() {
    return new HttpPolicy(
        "Coinbase",
        Duration.ofSeconds(15),
        4 << 20,
        Duration.ofMillis(125),
        5,
        RetryPolicy.standard(),
        8,
        Duration.ofMinutes(1));
  }

  @Override
  public ProviderInfo info() {
    return new ProviderInfo(
        NAME,
        RANK,
        Set.of(AssetClass.CRYPTO),
        Granularity.timeframes(),
        false,
        KnownTimeBasis.ASSUMED);
  }

  @Override
  public Listing list(Selection selection) {
    if (selection.assets().isEmpty() || selection.fromNanos() == Long.MIN_VALUE) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Coinbase needs to be told what to fetch",
          "its history of all products has no end",
          "Name the assets and the first day");
    }
    List<Source> sources = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (String symbol : selection.assets()) {
      CoinbaseProducts.product(symbol)
          .ifPresentOrElse(
              product -> add(product, selection, sources, refusals),
              () -> refusals.add(unknown(symbol)));
    }
    return new Listing(sources, refusals);
  }

  private void add(
      String product, Selection selection, List<Source> sources, List<Refusal> refusals) {
    for (Timeframe timeframe : Timeframe.STORED) {
      if (selection.wants(SeriesType.bars(timeframe))) {
        Granularity.of(timeframe)
            .ifPresentOrElse(
                granularity -> sources.add(source(product, granularity, selection)),
                () -> refuseTimeframe(product, timeframe, selection, refusals));
      }
    }
    for (SeriesType type : selection.types()) {
      if (type.kind() != Kind.BARS) {
        refusals.add(
            new Refusal(
                NAME + ":" + product + ":" + type.code(),
                "NO_SUCH_SERIES",
                "this provider has bars only",
                "use the provider files with a recording of the venue's stream"));
      }
    }
  }

  private Source source(String product, Granularity granularity, Selection selection) {
    long step = granularity.seconds();
    long now = client.nowSecond();
    long from = Math.ceilDiv(ceilSeconds(selection.fromNanos()), step) * step;
    long wantedEnd = selection.toNanos() == Long.MAX_VALUE ? now : ceilSeconds(selection.toNanos());
    // The candle that runs now is asked for and then ignored, so that the last ended one is had.
    long to = Math.ceilDiv(Math.min(wantedEnd, now), step) * step;
    return new CoinbaseSource(
        client, CoinbaseProducts.symbol(product), product, granularity, from, to);
  }

  private static long ceilSeconds(long nanos) {
    return Math.ceilDiv(nanos, NANOS);
  }

  /** Not wanted by name, but as part of everything: then it is no news that it is not there. */
  private static void refuseTimeframe(
      String product, Timeframe timeframe, Selection selection, List<Refusal> refusals) {
    if (!selection.types().isEmpty()) {
      refusals.add(
          new Refusal(
              NAME + ":" + product + ":" + timeframe.code(),
              "NO_GRANULARITY",
              "the venue has no candles of " + timeframe.code(),
              "ingest 1h and roll it up"));
    }
  }

  private static Refusal unknown(String symbol) {
    return new Refusal(
        NAME + ":" + symbol,
        "UNKNOWN_SYMBOL",
        "the symbol does not end with a quote currency of the venue",
        "write it like BTCUSD or BTC-USD");
  }

  @Override
  public void close() {
    http.close();
  }
}
