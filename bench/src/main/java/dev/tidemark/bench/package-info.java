/**
 * Side-by-side benchmarks: each runs Tidemark and a peer in one process on the same data and prints
 * the ratio, wall time and CPU seconds. Figures are for reading, never for failing a build.
 */
@NullMarked
package dev.tidemark.bench;

import org.jspecify.annotations.NullMarked;
