/**
 * Mean-reversion analysis with honest statistics: sessions, signals, walk-forward, bootstrap and
 * null paths, false discovery rate, diagnostics, report. Pure apart from a data port.
 */
@NullMarked
package dev.tidemark.analysis;

import org.jspecify.annotations.NullMarked;
