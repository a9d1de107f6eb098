package dev.tidemark.bench;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Trade;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A running 'tidemark up', from a process of its own: latency from when a trade was due to be sent
 * to its row being visible and to its server-sent event, at a fixed rate whether or not earlier
 * ones were taken; or how fast a backlog of trades is drained.
 */
final class StreamBenchmark {
  /**
   * What to measure.
   *
   * @param rate trades per second
   * @param minutes how long, after the warm-up
   * @param warmUpSeconds not counted
   * @param drain trades of a backlog instead; 0 for latency
   * @param lapse how many times as fast as the clock event time passes
   */
  record Request(int rate, double minutes, int warmUpSeconds, long drain, int lapse) {
    Request {
      if (rate < 1 || !(minutes > 0) || warmUpSeconds < 0 || drain < 0 || lapse < 1) {
        throw TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "This cannot be measured",
            "--rate, --minutes or --lapse is not above 0, or --warm-up or --drain is below 0",
            "give at least 1 trade per second, a time above 0, and --lapse 1 for that of the clock");
      }
    }

    /** Of the clock. */
    long seconds() {
      return warmUpSeconds + Math.round(minutes * 60);
    }
  }

  private static final long SECOND = 1_000_000_000L;
  private static final long LONGEST_WAIT = 900 * SECOND;
  private static final int BACKLOG_RATE = 60_000;
  private static final long PAUSE_NANOS = 1_000_000;

  private final Report report;
  private final Host host;
  private final URI server;
  private final String key;
  private final Request request;
  private final String source;

  private StreamBenchmark(Report report, Host host, URI server, String key, Request request) {
    this.report = report;
    this.host = host;
    this.server = server;
    this.key = key;
    this.request = request;
    this.source = "bench" + host.clock().instant().getEpochSecond();
  }

  static void run(
      Report report, Host host, Settings settings, URI server, String key, Request request)
      throws Exception {
    StreamBenchmark benchmark = new StreamBenchmark(report, host, server, key, request);
    try (EventLog log = EventLog.connect(settings);
        Databases.Opened database = Databases.open(settings);
        MarketProducer producer =
            MarketProducer.open(ProducerOptions.patient(log.bootstrap()), log.registry())) {
      if (request.drain() > 0) {
        benchmark.drain(database, producer);
      } else {
        benchmark.latency(database, producer);
      }
    }
  }

  private void latency(Databases.Opened database, MarketProducer producer) throws Exception {
    report.heading(
        "Stream, open loop: %,d trades/s for %.1f minutes after %d s of warm-up"
            .formatted(request.rate(), request.minutes(), request.warmUpSeconds()));
    long lapsed = request.seconds() * (request.lapse() - 1);
    StreamSchedule schedule = schedule(request.rate(), lapsed, request.lapse());
    if (request.lapse() > 1) {
      report.note("event time passes %,d times as fast as the clock".formatted(request.lapse()));
    }
    long first = (long) request.warmUpSeconds() * request.rate();
    long count = first + (long) (request.minutes() * 60 * request.rate());
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try (CommittedRows rows = new CommittedRows(database.database(), schedule, source, first)) {
      EventListener trades = null;
      EventListener alerts = null;
      if (key.isEmpty()) {
        report.note("without --key there are no server-sent events to listen to");
      } else {
        trades = listen("/v1/live/trades?symbols=BENCH0", schedule, first, "");
        open.push(trades);
        alerts = listen("/v1/live/alerts?symbols=BENCH1", schedule, first, "PROVISIONAL");
        open.push(alerts);
      }
      send(schedule, producer, count);
      await(rows, count);
      report.note(rows.counts().line("due -> row visible"));
      if (trades != null && alerts != null) {
        report.note(trades.counts().line("due -> server-sent trade"));
        report.note(alerts.counts().line("due -> server-sent provisional alert"));
      }
    } finally {
      while (!open.isEmpty()) {
        open.pop().close();
      }
    }
  }

  private EventListener listen(String path, StreamSchedule schedule, long first, String word)
      throws Exception {
    return new EventListener(server, key, path, schedule, first, line -> line.contains(word));
  }

  /**
   * Sends what is due, once a millisecond; each latency counts from when its trade was due, so that
   * what waited for the millisecond, or for a sender that was held up, is in it.
   */
  private void send(StreamSchedule schedule, MarketProducer producer, long count) {
    long lastHeartbeat = Long.MIN_VALUE;
    long latest = 0;
    for (long number = 0; number < count; number++) {
      for (long wait = schedule.dueTicks(number) - System.nanoTime();
          wait > 0;
          wait = schedule.dueTicks(number) - System.nanoTime()) {
        LockSupport.parkNanos(Math.max(wait, PAUSE_NANOS));
      }
      latest = Math.max(latest, System.nanoTime() - schedule.dueTicks(number));
      lastHeartbeat = tell(schedule, producer, number, lastHeartbeat);
    }
    producer.flush();
    report.note(
        String.format(
            Locale.ROOT,
            "%,d trades sent; the generator itself was at most %.1f ms late",
            count,
            latest / 1e6));
  }

  private long tell(StreamSchedule schedule, MarketProducer producer, long number, long heartbeat) {
    Trade trade = schedule.trade(number);
    long second = Math.floorDiv(trade.knownNanos(), SECOND) * SECOND;
    if (second > heartbeat) {
      producer.heartbeat(second);
    }
    producer.trade(source, schedule.instrument(number), trade);
    return Math.max(heartbeat, second);
  }

  private void drain(Databases.Opened database, MarketProducer producer) throws Exception {
    report.heading("Stream, backlog of %,d trades with all sinks on".formatted(request.drain()));
    // As fast as a busy venue tells them, and behind the clock of the log as little as there.
    StreamSchedule schedule = schedule(BACKLOG_RATE, 0, 1);
    long started = System.nanoTime();
    long heartbeat = Long.MIN_VALUE;
    for (long number = 0; number < request.drain(); number++) {
      heartbeat = tell(schedule, producer, number, heartbeat);
    }
    producer.flush();
    double sent = (System.nanoTime() - started) / 1e9;
    try (CommittedRows rows =
        new CommittedRows(database.database(), schedule, source, Long.MAX_VALUE)) {
      await(rows, request.drain());
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    report.note(
        String.format(
            Locale.ROOT,
            "told in %.1f s, all rows visible after %.1f s: %,.0f trades/s",
            sent,
            seconds,
            request.drain() / seconds));
  }

  private static void await(CommittedRows rows, long count) throws Exception {
    long started = System.nanoTime();
    while (rows.committed() < count) {
      rows.check();
      if (System.nanoTime() - started > LONGEST_WAIT) {
        throw new IllegalStateException(
            "only " + rows.committed() + " of " + count + " trades are committed");
      }
      LockSupport.parkNanos(SECOND / 20);
    }
  }

  private StreamSchedule schedule(int rate, long secondsAgo, int lapse) {
    long ticks = System.nanoTime() + SECOND;
    Instant first = host.clock().instant().plusSeconds(1 - secondsAgo);
    long nanos = first.getEpochSecond() * SECOND + first.getNano();
    return new StreamSchedule(rate, ticks, nanos, lapse);
  }
}
