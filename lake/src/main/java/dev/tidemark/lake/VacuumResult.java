package dev.tidemark.lake;

import java.util.List;

/**
 * What a vacuum deleted, or would delete.
 *
 * @param files paths below the table, in order
 * @param bytes their sizes added up
 */
public record VacuumResult(List<String> files, long bytes, boolean dryRun) {}
