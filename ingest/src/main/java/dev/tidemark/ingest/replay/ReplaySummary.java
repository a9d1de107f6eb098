package dev.tidemark.ingest.replay;

/**
 * What a replay did.
 *
 * @param letters dead letters tried
 * @param replayed now stored, or found stored, and marked REPLAYED
 * @param rejected rejected again and still OPEN
 * @param stored rows written
 */
public record ReplaySummary(long letters, long replayed, long rejected, long stored) {}
