package dev.tidemark.server.market;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.smartdb.market.Basis;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bars of times whose data the database has dropped. */
@FunctionalInterface
public interface ColdBars {
  /** Nothing is kept anywhere else. */
  ColdBars NONE = (series, timeframe, from, until, asKnown) -> Optional.empty();

  /** A shared series of the database. */
  record Series(String symbol, String source, Basis basis) {}

  /**
   * Some bars.
   *
   * @param bars ascending
   * @param priced whether the bar's notional is told; in the order of the bars
   * @param until these are all bars labelled before it; after the {@code from} asked for
   */
  record Part(List<Bar> bars, List<Boolean> priced, Instant until) {}

  /**
   * Reads the first session of a range that has bars.
   *
   * @param from first label
   * @param until labels are before it; after {@code from}
   * @return empty when the series is not kept here
   */
  Optional<Part> read(
      Series series, Timeframe timeframe, Instant from, Instant until, Instant asKnown);
}
