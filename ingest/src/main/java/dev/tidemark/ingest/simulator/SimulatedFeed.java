package dev.tidemark.ingest.simulator;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import java.time.LocalDate;

/**
 * One simulator, the faults of its feed, and the part that is wanted. Shared by the sources of an
 * instrument. Thread-safe.
 *
 * @param simulator the history
 * @param faults what is injected
 * @param from first session date
 * @param to last session date
 * @param fromNanos first event time, nanoseconds UTC
 * @param toNanos end of the event times, exclusive
 */
record SimulatedFeed(
    MarketSimulator simulator,
    FaultPlan faults,
    LocalDate from,
    LocalDate to,
    long fromNanos,
    long toNanos) {
  /** The provider's name, and the {@code source_provider} of its rows. */
  static final String PROVIDER = "simulator";

  /** Bars are published this long after their end. */
  static final long BAR_DELAY_NANOS = 2_000_000_000L;

  Series series(SeriesType type) {
    return new Series(PROVIDER, simulator.model().instrument(), type);
  }

  String sourceName(SeriesType type, String part) {
    String faulty = faults.none() ? "" : "+faults" + Long.toUnsignedString(faults.seed());
    return PROVIDER
        + ":"
        + simulator.model().symbol()
        + ":"
        + type.code()
        + part
        + "@"
        + Long.toUnsignedString(simulator.seed())
        + faulty;
  }

  boolean wants(long eventNanos) {
    return eventNanos >= fromNanos && eventNanos < toNanos;
  }

  /** Deliveries of a session's clean rows. */
  Deliveries deliveries(SessionWindow window, SeriesType type, int rows, long[] published) {
    int series = type.timeframe() == null ? 16 + type.kind().ordinal() : type.timeframe().ordinal();
    PhiloxStream stream =
        SubStream.FAULTS.open(
            faults.seed(), simulator.model().streamId(), window.date().toEpochDay(), series);
    boolean trades = SeriesType.TRADES.equals(type);
    boolean quotes = SeriesType.QUOTES.equals(type);
    return new FaultInjector(faults).session(stream, rows, published, !quotes, trades);
  }
}
