package dev.tidemark.app.command.live;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.cli.StopSignal;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.app.wiring.LiveFeeds;
import dev.tidemark.ingest.live.feed.FeedStatus;
import dev.tidemark.ingest.live.feed.LiveFeed;
import dev.tidemark.stream.produce.LiveHeartbeats;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark feed}. */
@Command(
    name = "feed",
    header = "Brings what a venue streams into the log of a running platform.",
    description = {
      "",
      "Trades, and the best bid and ask. A cut or silent connection is opened again, with growing"
          + " pauses; trades that were missed are asked for by REST and told first. Messages that cannot be"
          + " read, and trades that stay missing, go to the dead letters of market.trades.v1. Runs until"
          + " Ctrl-C; then what was told is durable.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark feed coinbase BTC-USD ETH-USD",
      "  tidemark feed coinbase BTC-USD --book",
      "  tidemark feed binance BTCUSDT ETHUSDT",
      "  tidemark feed binance BTCUSDT --url wss://stream.binance.us:9443/stream --rest-url"
          + " https://api.binance.us"
    })
public final class FeedCommand implements Callable<Integer> {
  private static final long STATUS_SECONDS = 1;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  @Parameters(index = "0", paramLabel = "VENUE", description = "coinbase or binance.")
  private String venue = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SYMBOL",
      description = "What to ask for.")
  private List<String> symbols = new ArrayList<>();

  @Option(
      names = "--book",
      description =
          "Coinbase: quotes at every change of the order book's best prices, not only at trades.")
  private boolean book;

  @Option(names = "--url", paramLabel = "URL", description = "Another address of the feed.")
  private @Nullable URI url;

  @Option(
      names = "--rest-url",
      paramLabel = "URL",
      description = "Another address to ask for missing trades; Coinbase: providers.coinbase.url.")
  private @Nullable URI rest;

  private final Host host;

  public FeedCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Settings settings = home.load(host);
    LiveFeeds.Wanted wanted = new LiveFeeds.Wanted(venue, symbols, book, url, rest);
    wanted.check();
    InstantSource clock = host.clock();
    try (StopSignal signal = new StopSignal()) {
      print(run(settings, wanted, clock, signal));
    }
    return ExitCodes.OK;
  }

  private FeedStatus run(
      Settings settings, LiveFeeds.Wanted wanted, InstantSource clock, StopSignal signal) {
    try (EventLog log = EventLog.connect(settings);
        MarketProducer producer =
            MarketProducer.open(ProducerOptions.patient(log.bootstrap()), log.registry());
        LiveFeeds.Opened opened = LiveFeeds.open(host, settings, wanted, producer);
        LiveHeartbeats beats = LiveHeartbeats.start(producer, clock)) {
      signal.stopWith(opened.feed()::close);
      return run(opened.feed(), producer);
    }
  }

  private void print(FeedStatus status) {
    if (output.json()) {
      Json.print(host.terminal().out(), FeedLines.document(status));
    } else {
      host.terminal().out().println(FeedLines.line(venue.toLowerCase(Locale.ROOT), status));
      host.terminal().out().flush();
    }
  }

  private FeedStatus run(LiveFeed feed, MarketProducer producer) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("feed-status").daemon().factory());
    try {
      var unused =
          timer.scheduleAtFixedRate(
              () -> host.terminal().status(FeedLines.line(venue, feed.status())),
              STATUS_SECONDS,
              STATUS_SECONDS,
              TimeUnit.SECONDS);
      feed.run();
      producer.flush();
      return feed.status();
    } finally {
      timer.shutdownNow();
      host.terminal().clearStatus();
    }
  }
}
