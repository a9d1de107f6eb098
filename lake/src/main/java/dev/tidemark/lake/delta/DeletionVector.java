package dev.tidemark.lake.delta;

import org.jspecify.annotations.Nullable;

/** Delta's description of the deleted rows of a file. */
public record DeletionVector(
    String storageType,
    String pathOrInline,
    @Nullable Integer offset,
    int sizeInBytes,
    long cardinality) {

  String uniqueId() {
    return storageType + pathOrInline + (offset == null ? "" : "@" + offset);
  }
}
