package dev.tidemark.core.history;

/**
 * A row of history and when it was believed.
 *
 * @param knowledgeFrom epoch seconds at which it became what we know
 * @param knowledgeTo epoch seconds at which a late event superseded it, exclusive; {@link
 *     HistoryRow#FAR_FUTURE} while we still believe it
 */
public record BeliefRow(HistoryRow row, long knowledgeFrom, long knowledgeTo) {

  /** Whether it was believed at a time of knowledge. */
  public boolean believedAt(long known) {
    return knowledgeFrom <= known && known < knowledgeTo;
  }
}
