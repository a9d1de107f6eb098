package dev.tidemark.server.data;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.time.Session;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Vector;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.unify.ProviderRanks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the quotes of one instrument in the order of their times. When several providers have
 * quotes in the period, those of one are read: real before mock, then as silver ranks providers; a
 * mixture would show spreads that no venue quoted.
 */
final class StoredQuotes {
  private static final long NANOS_PER_MICRO = 1_000;

  private final Snapshot quotes;
  private final ProviderRanks ranks;

  StoredQuotes(Snapshot quotes, ProviderRanks ranks) {
    this.quotes = quotes;
    this.ranks = ranks;
  }

  /** Empty when no quote of the period was known. */
  Optional<BarQuotes> read(String ticker, SessionBars bars, int maxAgeSeconds, KnownSpan span) {
    if (bars.sessions().isEmpty()) {
      return Optional.empty();
    }
    Predicate period = period(ticker, bars.sessions(), maxAgeSeconds);
    return provider(period, span)
        .map(
            provider -> {
              PrevailingQuotes prevailing = new PrevailingQuotes(bars, maxAgeSeconds);
              quotes
                  .scan(
                      ScanRequest.columns("event_time", "event_time_ns", "known_time", "bid", "ask")
                          .where(Predicate.and(period, Predicate.eq("source_provider", provider)))
                          .orderBy("event_time", "event_time_ns", "source_seq"))
                  .forEachBatch(batch -> read(batch, span, prevailing));
              return prevailing.end();
            });
  }

  /** Takes note of all quotes of the period. */
  void known(String ticker, List<Session> sessions, int maxAgeSeconds, KnownSpan span) {
    quotes
        .scan(ScanRequest.columns("known_time").where(period(ticker, sessions, maxAgeSeconds)))
        .forEachBatch(
            batch -> {
              long[] known = batch.longs("known_time");
              for (int row = 0; row < batch.rows(); row++) {
                span.knows(known[row]);
              }
            });
  }

  private static Predicate period(String ticker, List<Session> sessions, int maxAgeSeconds) {
    long from = sessions.getFirst().openNanos() / NANOS_PER_MICRO - maxAgeSeconds * 1_000_000L;
    long to = sessions.getLast().closeNanos() / NANOS_PER_MICRO;
    return Predicate.and(
        Predicate.eq("instrument", ticker),
        Predicate.between("event_time", Instants.ofMicros(from), Instants.ofMicros(to)),
        Predicate.between("event_date", date(from), date(to)));
  }

  private Optional<String> provider(Predicate period, KnownSpan span) {
    Map<String, Boolean> mocks = new TreeMap<>(ranks::compare);
    quotes
        .scan(ScanRequest.columns("source_provider", "is_mock", "known_time").where(period))
        .forEachBatch(
            batch -> {
              long[] known = batch.longs("known_time");
              boolean[] mock = batch.booleans("is_mock");
              for (int row = 0; row < batch.rows(); row++) {
                if (span.knows(known[row])) {
                  String provider = String.valueOf(batch.string("source_provider", row));
                  mocks.merge(provider, mock[row], Boolean::logicalAnd);
                }
              }
            });
    // In order of preference; real ones before mock ones.
    return mocks.entrySet().stream()
        .min(Comparator.comparing(Map.Entry::getValue))
        .map(Map.Entry::getKey);
  }

  private static void read(ColumnBatch batch, KnownSpan span, PrevailingQuotes into) {
    long[] micros = batch.longs("event_time");
    long[] nanos = batch.longs("event_time_ns");
    Vector exact = batch.vector("event_time_ns");
    long[] known = batch.longs("known_time");
    long[] bid = batch.longs("bid");
    long[] ask = batch.longs("ask");
    for (int row = 0; row < batch.rows(); row++) {
      if (span.knows(known[row])) {
        into.quote(
            exact.isNull(row) ? micros[row] * NANOS_PER_MICRO : nanos[row], bid[row], ask[row]);
      }
    }
  }

  private static LocalDate date(long micros) {
    Instant instant = Instants.ofMicros(micros);
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
