package dev.tidemark.smartdb.write;

/**
 * What became of a batch. Every row given is in exactly one of the four counts.
 *
 * @param stored records that were not there
 * @param repeated records that were there already
 * @param rejected records in the dead letters
 * @param superseded records stored that a greater version, already there, keeps from counting
 */
public record WriteResult(int stored, int repeated, int rejected, int superseded) {
  public static final WriteResult NONE = new WriteResult(0, 0, 0, 0);

  public WriteResult plus(WriteResult other) {
    return new WriteResult(
        stored + other.stored,
        repeated + other.repeated,
        rejected + other.rejected,
        superseded + other.superseded);
  }
}
