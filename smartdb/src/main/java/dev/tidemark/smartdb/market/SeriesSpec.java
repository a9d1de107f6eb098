package dev.tidemark.smartdb.market;

import dev.tidemark.core.model.Instrument;

/**
 * One instrument as told by one source.
 *
 * @param source name of the provider, such as {@code oanda}
 * @param rank among the sources of a symbol the smallest answers for the symbol
 */
public record SeriesSpec(Instrument instrument, String source, Basis basis, int rank) {
  public static final int DEFAULT_RANK = 100;
}
