package dev.tidemark.server.data;

import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The splits of an instrument as dated facts, and what they make of prices before them.
 *
 * <p>A split of ratio r (new shares per old one) takes effect at the open of the session its event
 * time lies in, or else of the next one: prices before are divided by r and volumes multiplied.
 * Several splits multiply exactly; each value is rounded once, half even, to the digits it is
 * stored with. Of several statements about one session the one known last holds, of those known at
 * once the one of the provider first by name; a ratio of 1 takes a split back. Splits after the
 * last session of the horizon do not count: they change no return, but would change every price.
 */
final class Splits {
  private static final int PRICE_DIGITS = Decimals.PRICE_SCALE;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** Longest run of days without a session, e.g. a closed exchange. */
  private static final int LONGEST_PAUSE = 30;

  /** Ratio of all splits from a session's open on, by that open, nanoseconds. */
  private final TreeMap<Long, BigDecimal> factors = new TreeMap<>();

  private Splits(Map<Long, Fact> facts) {
    BigDecimal product = BigDecimal.ONE;
    for (Map.Entry<Long, Fact> fact : new TreeMap<>(facts).descendingMap().entrySet()) {
      product = product.multiply(fact.getValue().ratio()).stripTrailingZeros();
      factors.put(fact.getKey(), product);
    }
  }

  private record Fact(BigDecimal ratio, long known, String provider) {
    boolean holdsAgainst(Fact other) {
      return known > other.known
          || (known == other.known && provider.compareTo(other.provider) < 0);
    }
  }

  /**
   * The splits that took effect at or before the last session of a horizon.
   *
   * @param last last session of the horizon
   */
  static Splits read(
      TableStore store, String instrument, TradingCalendar calendar, Session last, KnownSpan span) {
    Map<Long, Fact> facts = new TreeMap<>();
    store
        .find(Tables.CORPORATE_ACTIONS.name())
        .map(Table::latest)
        .ifPresent(
            table ->
                table
                    .scan(
                        ScanRequest.columns("event_time", "known_time", "source_provider", "value")
                            .where(
                                Predicate.and(
                                    Predicate.eq("instrument", instrument),
                                    Predicate.eq("action", "SPLIT")))
                            .orderBy("event_time", "known_time", "source_provider"))
                    .forEachBatch(batch -> read(batch, calendar, last, span, facts)));
    return new Splits(facts);
  }

  private static void read(
      ColumnBatch batch,
      TradingCalendar calendar,
      Session last,
      KnownSpan span,
      Map<Long, Fact> facts) {
    long[] event = batch.longs("event_time");
    long[] known = batch.longs("known_time");
    for (int row = 0; row < batch.rows(); row++) {
      Optional<Session> session = effective(calendar, event[row] * NANOS_PER_MICRO);
      if (session.isEmpty() || session.get().openNanos() > last.openNanos()) {
        continue;
      }
      Object value = batch.value("value", row);
      if (span.knows(known[row]) && value instanceof BigDecimal ratio && ratio.signum() > 0) {
        Fact fact =
            new Fact(ratio, known[row], String.valueOf(batch.string("source_provider", row)));
        facts.merge(
            session.get().openNanos(), fact, (old, now) -> now.holdsAgainst(old) ? now : old);
      }
    }
  }

  private static Optional<Session> effective(TradingCalendar calendar, long nanos) {
    for (int day = 0; day < LONGEST_PAUSE; day++) {
      // FX sessions open on the evening before their date.
      for (int offset = 0; offset <= 1; offset++) {
        Optional<Session> session =
            calendar.session(
                java.time.LocalDate.ofEpochDay(Math.floorDiv(nanos, NANOS_PER_DAY) + day + offset));
        if (session.isPresent() && session.get().closeNanos() > nanos) {
          return session;
        }
      }
    }
    return Optional.empty();
  }

  /** What divides prices of a label, and multiplies volumes; empty when no split follows it. */
  Optional<BigDecimal> factor(long labelNanos) {
    return Optional.ofNullable(factors.higherEntry(labelNanos))
        .map(Map.Entry::getValue)
        .filter(product -> product.compareTo(BigDecimal.ONE) != 0);
  }

  static long price(long unscaled, BigDecimal factor) {
    return BigDecimal.valueOf(unscaled, PRICE_DIGITS)
        .divide(factor, PRICE_DIGITS, RoundingMode.HALF_EVEN)
        .unscaledValue()
        .longValueExact();
  }

  static Int128 volume(Int128 unscaled, BigDecimal factor) {
    return Int128.of(
        unscaled
            .toBigDecimal(PRICE_DIGITS)
            .multiply(factor)
            .setScale(PRICE_DIGITS, RoundingMode.HALF_EVEN),
        PRICE_DIGITS);
  }

  static Int128 vwap(Int128 unscaled, BigDecimal factor) {
    return Int128.of(
        unscaled
            .toBigDecimal(Decimals.VWAP_SCALE)
            .divide(factor, Decimals.VWAP_SCALE, RoundingMode.HALF_EVEN),
        Decimals.VWAP_SCALE);
  }
}
