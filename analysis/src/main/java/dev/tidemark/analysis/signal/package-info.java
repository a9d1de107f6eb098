/** How far price is from its equilibrium, at the close of each bar (spec §4.3). */
@NullMarked
package dev.tidemark.analysis.signal;

import org.jspecify.annotations.NullMarked;
