package dev.tidemark.ingest.provider;

import java.util.List;
import java.util.Optional;

/**
 * One file, one paged query, one recorded stream. Reading it again yields the same rows at the same
 * positions unless the provider changed them. Name plus row ordinal is the source position by which
 * repeated delivery is recognised.
 */
public interface Source {

  /** What identifies it, the same in every run, e.g. the real path of a file. */
  String name();

  /** What it is known to hold before it is read; at least one series. */
  List<Series> series();

  /**
   * True when first deliveries come in increasing ordinal order within a series, so that an ordinal
   * that does not grow is a redelivery. False for positions that are keys, e.g. candle times.
   */
  boolean sequential();

  /** Estimated number of rows, -1 when unknown. */
  long estimatedRows();

  /** Bytes to read, -1 when unknown. */
  long bytes();

  /**
   * Looks at the whole source before its first row is stored. A source that must not be read in
   * part (damaged archive, off-grid labels) refuses itself here by throwing {@link
   * RefusedException}.
   */
  default void examine() throws RefusedException {}

  /**
   * What all of it delivers, known after {@link #examine}; empty when that cannot be told before
   * reading. By it the content of a source that was consumed is recognised under another name.
   */
  default Optional<SourceDigest> digest() {
    return Optional.empty();
  }

  /**
   * With what a record of this source can be read again on its own, when a dead letter is replayed;
   * kept with the dead letter. Empty when rows have no text form of their own.
   */
  default String decoderName() {
    return "";
  }

  /** Reads from the beginning. */
  RawReader open();
}
