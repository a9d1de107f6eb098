/** The schema of market data: back end, sessions, series. */
@NullMarked
package dev.tidemark.smartdb.market;

import org.jspecify.annotations.NullMarked;
