package dev.tidemark.ingest.provider;

import dev.tidemark.core.model.Instrument;

/**
 * Rows of one type, of one instrument, from one provider: the unit of watermarks and of order.
 *
 * @param provider logical provider name as stored in {@code source_provider}
 */
public record Series(String provider, Instrument instrument, SeriesType type) {

  /** {@code provider/instrument/type}, the key of watermarks and progress. */
  public String key() {
    return provider + "/" + instrument.symbol() + "/" + type.code();
  }

  @Override
  public String toString() {
    return key();
  }
}
