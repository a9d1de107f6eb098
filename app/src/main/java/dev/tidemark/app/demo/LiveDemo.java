package dev.tidemark.app.demo;

import dev.tidemark.app.cli.ProgressBar;
import dev.tidemark.app.command.parity.ParityDirectory;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.parity.Engine;
import dev.tidemark.app.parity.ParityRun;
import dev.tidemark.app.parity.ParityTable;
import dev.tidemark.app.parity.Plan;
import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.app.parity.log.SimulatedLog;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.app.wiring.Platform;
import dev.tidemark.app.wiring.Providers;
import dev.tidemark.app.wiring.StreamJobs;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.http.Waiting;
import dev.tidemark.ingest.live.LiveSink;
import dev.tidemark.ingest.live.Playback;
import dev.tidemark.ingest.live.Recording;
import dev.tidemark.ingest.live.RecordingOptions;
import dev.tidemark.ingest.live.RecordingReader;
import dev.tidemark.ingest.live.Speed;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.lake.TableStore;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.stream.job.JobState;
import dev.tidemark.stream.job.LiveJob;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A day of ticks goes through the log as if it happened now, as fast as it can be taken. */
final class LiveDemo {
  private static final String SOURCE = "replay";
  private static final String SUFFIX = "-LIVE";
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String DEAD = "dead.";
  private static final long PARITY_SEED = 1;
  private static final int PARITY_SEEDS = 5;
  private static final int PARITY_RECORDS = 400;

  private final Platform platform;
  private final TableStore store;
  private final Settings settings;
  private final Host host;
  private final DemoPrinter printer;

  LiveDemo(Platform platform, TableStore store, Settings settings, Host host, DemoPrinter printer) {
    this.platform = platform;
    this.store = store;
    this.settings = settings;
    this.host = host;
    this.printer = printer;
  }

  /** Plays the ticks of an instrument under another name, so that it is a series of its own. */
  void run(String symbol) throws InterruptedException {
    EventLog log = platform.log().orElse(null);
    StreamJobs jobs = platform.jobs().orElse(null);
    if (log == null || jobs == null) {
      printer.line("  The jobs of this home run in another process: nothing is replayed here.");
      return;
    }
    long before = state(jobs).count("records");
    long started = host.ticker().getAsLong();
    Playback.Result told = play(symbol, log);
    await(jobs, before + told.records());
    jobs.cluster().settle(LiveJob.NAME);
    Duration elapsed = Duration.ofNanos(host.ticker().getAsLong() - started);
    tell(told, elapsed, state(jobs));
    show(symbol + SUFFIX);
    parity();
  }

  /** Disturbed stretches of the day through every engine. */
  private void parity() {
    long started = host.ticker().getAsLong();
    try (ParityDirectory.Made work = new ParityDirectory().make(host, settings);
        ProgressBar bar = new ProgressBar(host.terminal(), host.ticker(), "series")) {
      List<SeriesLog> logs =
          new SimulatedLog(() -> work.directory("log"), host.clock(), host.ticker(), host.ids())
              .read(PARITY_SEED);
      ParityRun run =
          new ParityRun(
              new Plan(logs, PARITY_SEED, PARITY_SEEDS, PARITY_RECORDS),
              EnumSet.allOf(Engine.class),
              work.directory("run"),
              host.clock(),
              host.ticker(),
              (phase, done, total) -> bar.update(done, total));
      ParityTable table = run.run();
      printer.step(
          "parity of stream, batch, reads, SQL",
          run.records(),
          Duration.ofNanos(host.ticker().getAsLong() - started),
          String.format(
              Locale.ROOT,
              "= %,d values compared, %,d different",
              table.compared(),
              table.different()),
          Map.of("compared", table.compared(), "different", table.different()));
    }
  }

  private Playback.Result play(String symbol, EventLog log) throws InterruptedException {
    Recording recording =
        Recording.of(
            store,
            EnumSet.of(Kind.TRADES, Kind.QUOTES),
            RecordingOptions.all(host.clock().instant())
                .only(List.of(symbol), Long.MIN_VALUE, Long.MAX_VALUE));
    try (RecordingReader reader = recording.open();
        MarketProducer producer =
            MarketProducer.open(ProducerOptions.patient(log.bootstrap()), log.registry());
        ProgressBar bar = new ProgressBar(host.terminal(), host.ticker(), "records")) {
      return new Playback(
              new Playback.Stage(
                  new Renamed(producer), producer::heartbeat, host.ticker(), Providers.waiting()),
              Speed.parse("max"),
              records -> bar.update(records, reader.records()))
          .run(reader, 0);
    }
  }

  /** Until the job has read everything. */
  private void await(StreamJobs jobs, long records) throws InterruptedException {
    Waiting waiting = Providers.waiting();
    long deadline = host.ticker().getAsLong() + PATIENCE.toNanos();
    while (state(jobs).count("records") < records || state(jobs).behind() > 0) {
      if (host.ticker().getAsLong() > deadline) {
        throw TidemarkException.of(
                ErrorCode.UNAVAILABLE,
                "The job does not get done with the ticks",
                "it had " + PATIENCE.toMinutes() + " minutes",
                "Look at its failure, or run the demo again on a machine that does less")
            .withDetail("state", state(jobs));
      }
      waiting.await(LOOK);
    }
  }

  private static JobState state(StreamJobs jobs) {
    return jobs.live().orElseThrow();
  }

  private void tell(Playback.Result told, Duration elapsed, JobState state) {
    double seconds = elapsed.toNanos() / 1e9;
    long dead =
        state.counters().entrySet().stream()
            .filter(counter -> counter.getKey().startsWith(DEAD))
            .mapToLong(Map.Entry::getValue)
            .sum();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("trades", told.trades());
    details.put("quotes", told.quotes());
    details.put("recordsPerSecond", told.records() / seconds);
    details.put("latencyMillis", state.latencyMillis());
    details.put("late", state.count("late"));
    details.put("repeated", state.count("repeated"));
    details.put("deadLetters", dead);
    printer.step(
        "ticks through Kafka and Flink",
        told.records(),
        elapsed,
        String.format(
            Locale.ROOT,
            "= %,.0f/s into the database; %,d late, %,d repeated, %,d dead letters",
            told.records() / seconds,
            state.count("late"),
            state.count("repeated"),
            dead),
        details);
    Long p50 = state.latencyMillis().get("p50");
    Long p99 = state.latencyMillis().get("p99");
    if (p50 != null && p99 != null) {
      printer.line(
          String.format(
              Locale.ROOT,
              "      from log to committed row: p50 %,d ms, p99 %,d ms, most of it waiting in the log",
              p50,
              p99));
    }
  }

  private void show(String symbol) {
    ask(
        "Bars of the stream, with their revisions",
        """
        SELECT timeframe, count(*) AS bars, sum(trade_count) AS trades, max(revision) AS highest_revision
        FROM api.stream_bar WHERE symbol = ? GROUP BY timeframe ORDER BY min(t_close - ts)
        """,
        symbol);
    ask(
        "Alerts of three large trades within five minutes",
        "SELECT status, count(*) AS alerts FROM api.stream_alert WHERE symbol = ? GROUP BY status"
            + " ORDER BY status",
        symbol);
  }

  private void ask(String question, String sql, String symbol) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    try (Connection connection =
            platform.services().database().dataSource(DatabaseRole.READER).getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, symbol);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
          }
          rows.add(row);
        }
      }
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "The database does not answer",
          String.valueOf(e.getMessage()),
          "Run the demo again",
          e);
    }
    printer.line("  " + question);
    printer.table(rows);
    printer.answer(question, rows);
  }

  /** The same records of another instrument, told by somebody else. */
  private record Renamed(LiveSink sink) implements LiveSink {
    @Override
    public void trade(String source, Instrument instrument, Trade trade) {
      sink.trade(SOURCE, renamed(instrument), trade);
    }

    @Override
    public void quote(String source, Instrument instrument, Quote quote) {
      sink.quote(SOURCE, renamed(instrument), quote);
    }

    @Override
    public void reject(String source, String reason, String detail, byte[] payload) {
      sink.reject(SOURCE, reason, detail, payload);
    }

    @Override
    public void flush() {
      sink.flush();
    }

    private static Instrument renamed(Instrument instrument) {
      return new Instrument(
          instrument.symbol() + SUFFIX,
          instrument.assetClass(),
          instrument.calendar(),
          instrument.tickSize(),
          instrument.includeClosingAuction());
    }
  }
}
