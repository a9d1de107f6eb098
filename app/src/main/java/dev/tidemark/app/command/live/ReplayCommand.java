package dev.tidemark.app.command.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.InstantConverter;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.cli.ProgressBar;
import dev.tidemark.app.cli.StopSignal;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.config.Values;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.app.wiring.Lakes;
import dev.tidemark.app.wiring.Providers;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.gate.KnownDelays;
import dev.tidemark.ingest.live.Playback;
import dev.tidemark.ingest.live.Recording;
import dev.tidemark.ingest.live.RecordingOptions;
import dev.tidemark.ingest.live.RecordingReader;
import dev.tidemark.ingest.live.Speed;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.lake.TableStore;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark replay}. */
@Command(
    name = "replay",
    header = "Plays recorded trades and quotes into the log of a running platform.",
    description = {
      "",
      "Records come in the order in which they became known and keep their times, unless --shift"
          + " moves them. Heartbeats follow the recorded time and go on for 90 s after the last record, so"
          + " that its bars close. The live job knows records it was told in the last 48 hours; with --shift"
          + " trades get ids of their own. Ctrl-C ends it; what was told is durable.",
      "",
      "Play recordings in the order of their times, or into a home of their own: a partition's clock"
          + " does not go back. Ticks of the lake that a backfill brought are archived once more.",
      "",
      "Recordings: sessions of Binance, Coinbase, Bitstamp and Hyperliquid feeds, LEAN ticks and every"
          + " other tick layout of the files provider, a CSV with symbol,ts,price,size[,known,trade_id,..],"
          + " JSON of trades, a directory of files; bronze.raw_trades, bronze.raw_quotes, or 'lake' for"
          + " both.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark replay session.jsonl.gz --speed max",
      "  tidemark replay trades.csv --speed 10x --shift",
      "  tidemark replay lake --instruments BTCUSDT@binance --start 2024-08-09 --speed max",
      "  tidemark replay session.jsonl.gz --dry-run --json"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final long NANOS = 1_000_000_000L;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  @Parameters(paramLabel = "FILE|TABLE", description = "The recording.")
  private String recording = "";

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      description = "1x (default), 0.5x, 10x, or max for as fast as it goes.")
  private String speed = "1x";

  @Option(
      names = "--shift",
      arity = "0..1",
      fallbackValue = "now",
      paramLabel = "DURATION",
      description =
          "Moves all times: without a value so that the recording ends in the present (at 1x: begins"
              + " now), or by a duration such as 365d.")
  private @Nullable String shift;

  @Option(
      names = "--instruments",
      split = ",",
      paramLabel = "SYMBOL",
      description = "Symbols, or SYMBOL@source for one source only; default: all.")
  private List<String> instruments = new ArrayList<>();

  @Option(
      names = "--start",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Only what became known from then on.")
  private @Nullable Instant start;

  @Option(
      names = "--end",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Only what became known before.")
  private @Nullable Instant end;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Who tells the trades of a file that names nobody; default csv.")
  private String source = "csv";

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description = "Instrument of a JSON file that names none.")
  private String symbol = "UNNAMED";

  @Option(names = "--dry-run", description = "Read it and say what it holds; tell nobody.")
  private boolean dryRun;

  private final Host host;

  public ReplayCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = home.load(host);
    Speed wanted = Speed.parse(speed);
    Path file = host.resolve(recording);
    Set<Kind> tables = Files.exists(file) ? EnumSet.noneOf(Kind.class) : tables(recording);
    if (tables.isEmpty()) {
      return play(Recording.of(file, options(settings)), settings, wanted);
    }
    try (TableStore store = Lakes.open(host, settings)) {
      return play(Recording.of(store, tables, options(settings)), settings, wanted);
    }
  }

  private static Set<Kind> tables(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "lake" -> EnumSet.of(Kind.TRADES, Kind.QUOTES);
      case "bronze.raw_trades", "raw_trades" -> EnumSet.of(Kind.TRADES);
      case "bronze.raw_quotes", "raw_quotes" -> EnumSet.of(Kind.QUOTES);
      default -> EnumSet.noneOf(Kind.class);
    };
  }

  private RecordingOptions options(Settings settings) {
    if (start != null && end != null && !end.isAfter(start)) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "The options do not go together",
          "--end is not after --start",
          "exchange them");
    }
    RecordingOptions all =
        RecordingOptions.all(host.clock().instant())
            .named(source, symbol)
            .delayed(
                new KnownDelays(
                    settings.duration(KnownSettings.INGEST_BAR_DELAY),
                    settings.duration(KnownSettings.INGEST_TICK_DELAY),
                    KnownDelays.DEFAULT.actions()));
    return all.only(
        instruments.stream().map(String::strip).toList(),
        start == null ? Long.MIN_VALUE : nanos(start),
        end == null ? Long.MAX_VALUE : nanos(end));
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * NANOS + instant.getNano();
  }

  private int play(Recording from, Settings settings, Speed wanted) throws InterruptedException {
    try (StopSignal signal = new StopSignal();
        RecordingReader reader = from.open()) {
      if (reader.records() == 0) {
        throw TidemarkException.of(
                ErrorCode.NOT_FOUND,
                "The recording has nothing to play",
                "no trade and no quote of it is wanted",
                "check --instruments, --start and --end")
            .withDetail("recording", from.name())
            .withDetail("refused", reader.refused())
            .withDetail("ignored", reader.ignored());
      }
      long moved = shift(reader, wanted);
      ReplaySummary summary = new ReplaySummary(from.name(), reader, moved);
      if (!dryRun) {
        summary = summary.played(play(reader, moved, settings, wanted, signal));
      }
      if (output.json()) {
        ObjectNode document = Json.object();
        summary.write(document);
        Json.print(host.terminal().out(), document);
      } else {
        summary.print(host.terminal().out());
      }
      return ExitCodes.OK;
    }
  }

  private long shift(RecordingReader reader, Speed wanted) {
    if (shift == null) {
      return 0;
    }
    if (shift.equals("now")) {
      return Playback.toPresent(reader, wanted, nanos(host.clock().instant()));
    }
    try {
      Duration by = Values.parseDuration(shift);
      return by.toNanos();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "This is no duration to move by",
              String.valueOf(e.getMessage()),
              "write --shift alone, or --shift 365d")
          .withDetail("shift", shift);
    }
  }

  private Playback.Result play(
      RecordingReader reader, long moved, Settings settings, Speed wanted, StopSignal signal)
      throws InterruptedException {
    try (EventLog log = EventLog.connect(settings);
        MarketProducer producer =
            MarketProducer.open(ProducerOptions.patient(log.bootstrap()), log.registry());
        ProgressBar bar = new ProgressBar(host.terminal(), host.ticker(), "records")) {
      Playback playback =
          new Playback(
              new Playback.Stage(producer, producer::heartbeat, host.ticker(), Providers.waiting()),
              wanted,
              records -> bar.update(records, reader.records()));
      signal.stopWith(playback::stop);
      return playback.run(reader, moved);
    }
  }
}
