/** The data port of the analysis over the lake: winning bars as known, splits, quotes. */
@NullMarked
package dev.tidemark.server.data;

import org.jspecify.annotations.NullMarked;
