/** From signals to trades and what they cost (spec §4.5). */
@NullMarked
package dev.tidemark.analysis.simulate;

import org.jspecify.annotations.NullMarked;
