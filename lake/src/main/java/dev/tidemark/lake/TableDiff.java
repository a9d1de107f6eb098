package dev.tidemark.lake;

import java.util.List;

/**
 * What changed from one version to another.
 *
 * @param filesAdded paths in {@code to} that are not in {@code from}
 * @param filesRemoved paths in {@code from} that are not in {@code to}
 * @param rowsAdded rows (as a multiset) in {@code to} that are not in {@code from}
 * @param rowsRemoved rows (as a multiset) in {@code from} that are not in {@code to}
 */
public record TableDiff(
    long from,
    long to,
    List<String> filesAdded,
    List<String> filesRemoved,
    long rowsAdded,
    long rowsRemoved) {}
