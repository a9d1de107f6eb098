/**
 * Confluence of six timeframes at a decision time, from closed and published bars only (spec §3.2).
 */
@NullMarked
package dev.tidemark.core.pulse;

import org.jspecify.annotations.NullMarked;
