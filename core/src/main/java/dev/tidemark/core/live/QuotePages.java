package dev.tidemark.core.live;

/** Where the quotes that were told of an instrument are. */
public interface QuotePages {
  /**
   * All quotes told so far whose event time is in the minute that starts here, each (event time,
   * sequence) once; {@link QuoteColumns#NONE} if there are none.
   */
  QuoteColumns minute(long startNanos);

  /** Nobody will ask for this minute any more. */
  void forget(long startNanos);
}
