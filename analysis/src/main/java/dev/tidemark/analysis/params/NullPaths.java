package dev.tidemark.analysis.params;

/**
 * The sign-flip paths of key 2 (spec §4.8).
 *
 * @param paths B
 * @param exceedances h, at which the draws stop early
 */
public record NullPaths(int paths, int exceedances) {}
