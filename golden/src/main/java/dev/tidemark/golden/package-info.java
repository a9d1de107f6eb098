/**
 * Conformance: runs vector files through the production classes and counts what matches.
 *
 * <p>A topic reads inputs from a {@link dev.tidemark.golden.Vector}, calls production code with
 * them, and hands results to a {@link dev.tidemark.golden.Tally} beside the place of the expected
 * value. Production code never sees an expected value. To add a topic: one class that implements
 * {@link dev.tidemark.golden.GoldenTopic}, one line in {@link
 * dev.tidemark.golden.GoldenRunner#standard()}, and its vector file in {@code src/main/golden}.
 */
@NullMarked
package dev.tidemark.golden;

import org.jspecify.annotations.NullMarked;
