package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.http.HttpPolicy;
import dev.tidemark.ingest.http.ResilientHttp;
import dev.tidemark.ingest.http.RetryPolicy;
import dev.tidemark.ingest.live.LiveSink;
import dev.tidemark.ingest.live.feed.BinanceVenue;
import dev.tidemark.ingest.live.feed.CoinbaseVenue;
import dev.tidemark.ingest.live.feed.FeedOptions;
import dev.tidemark.ingest.live.feed.LiveFeed;
import dev.tidemark.ingest.live.feed.Venue;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Feeds of venues by name, with their clocks and chance. */
public final class LiveFeeds {
  /** What users call the venues. */
  public static final List<String> NAMES = List.of("coinbase", "binance");

  private static final int LARGEST_BODY = 8 << 20;

  private LiveFeeds() {}

  /**
   * What is asked for.
   *
   * @param book whether Coinbase's quotes come from the order book
   * @param url of the feed, null for the venue's own
   * @param rest where missing trades are asked for, null for the venue's own
   */
  public record Wanted(
      String venue, List<String> symbols, boolean book, @Nullable URI url, @Nullable URI rest) {
    /** INVALID_ARGUMENT when there is no such venue, or it cannot be asked so. */
    public void check() {
      String name = venue.toLowerCase(Locale.ROOT);
      if (!NAMES.contains(name)) {
        throw TidemarkException.of(
                ErrorCode.INVALID_ARGUMENT,
                "There is no feed of that name",
                "feeds are " + String.join(" and ", NAMES),
                "name one of these")
            .withDetail("venue", venue);
      }
      if (book && !name.equals("coinbase")) {
        throw TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "The options do not go together",
            "--book is Coinbase's; " + name + " tells every change of the best prices anyway",
            "leave it out");
      }
      if (url != null && !List.of("ws", "wss").contains(String.valueOf(url.getScheme()))) {
        throw TidemarkException.of(
                ErrorCode.INVALID_ARGUMENT,
                "This is no address of a feed",
                "it does not begin with ws:// or wss://",
                "correct --url")
            .withDetail("url", url);
      }
    }
  }

  /** A feed that is not running yet, and the client it asks with. */
  public record Opened(LiveFeed feed, ResilientHttp http) implements AutoCloseable {
    @Override
    public void close() {
      feed.close();
      http.close();
    }
  }

  /** A feed into a sink; only the pauses before connecting again are random. */
  public static Opened open(Host host, Settings settings, Wanted wanted, LiveSink sink) {
    wanted.check();
    String name = wanted.venue().toLowerCase(Locale.ROOT);
    ResilientHttp http =
        new ResilientHttp(
            policy(name),
            host.clock().withZone(ZoneOffset.UTC),
            Providers.waiting(),
            () -> ThreadLocalRandom.current().nextDouble());
    Venue venue = name.equals("binance") ? binance(wanted, http) : coinbase(settings, wanted, http);
    LiveFeed feed =
        new LiveFeed(
            venue,
            FeedOptions.STANDARD,
            sink,
            host.clock(),
            host.ticker(),
            Providers.waiting(),
            () -> ThreadLocalRandom.current().nextDouble());
    return new Opened(feed, http);
  }

  private static Venue binance(Wanted wanted, ResilientHttp http) {
    URI url = wanted.url();
    URI rest = wanted.rest();
    return BinanceVenue.of(
        url == null ? BinanceVenue.STREAM : url,
        wanted.symbols(),
        http,
        rest == null ? BinanceVenue.REST : rest);
  }

  private static Venue coinbase(Settings settings, Wanted wanted, ResilientHttp http) {
    URI url = wanted.url();
    URI rest = wanted.rest();
    return CoinbaseVenue.of(
        url == null ? CoinbaseVenue.FEED : url,
        wanted.symbols(),
        wanted.book(),
        http,
        rest == null ? URI.create(settings.text(KnownSettings.COINBASE_URL)) : rest);
  }

  /** The feed waits while missing trades are asked for, so not for long. */
  private static HttpPolicy policy(String name) {
    return new HttpPolicy(
        name,
        Duration.ofSeconds(5),
        LARGEST_BODY,
        Duration.ofMillis(200),
        5,
        new RetryPolicy(3, Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(5)),
        10,
        Duration.ofSeconds(30));
  }
}
