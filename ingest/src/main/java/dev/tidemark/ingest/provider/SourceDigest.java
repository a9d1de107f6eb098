package dev.tidemark.ingest.provider;

import java.util.Map;

/**
 * What the whole of a source delivers, as numbers that practically no other content has.
 *
 * @param hex 128 bits over all series, their rows and unreadable records with their positions
 * @param sums of each series key, the 64-bit hash by which its consumed prefix is known
 * @param records of each series key, rows and unreadable records
 */
public record SourceDigest(String hex, Map<String, Long> sums, Map<String, Long> records) {
  public SourceDigest {
    sums = Map.copyOf(sums);
    records = Map.copyOf(records);
  }
}
