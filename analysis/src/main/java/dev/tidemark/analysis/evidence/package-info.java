/** Cells, their statistics, and the two keys (spec §4.6–§4.11). */
@NullMarked
package dev.tidemark.analysis.evidence;

import org.jspecify.annotations.NullMarked;
