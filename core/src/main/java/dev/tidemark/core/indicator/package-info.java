/**
 * Indicators as incremental folds (spec §2). Each fold consumes the grid of one instrument and
 * timeframe bar by bar; {@link dev.tidemark.core.indicator.IndicatorSet} composes them and is the
 * one code that stream, batch and replay execute, so their doubles agree bit for bit.
 *
 * <p>The order of floating-point operations is part of every definition here. Do not simplify,
 * reassociate or fuse an expression in this package: {@code a + (x - a) / n} and {@code (a * (n -
 * 1) + x) / n} are different indicators.
 */
@NullMarked
package dev.tidemark.core.indicator;

import org.jspecify.annotations.NullMarked;
