/** What an analysis is asked to do: every parameter, its default and its bounds (spec §4.1). */
@NullMarked
package dev.tidemark.analysis.params;

import org.jspecify.annotations.NullMarked;
