/** Bars and features out of the database of market data, for the routes. */
@NullMarked
package dev.tidemark.server.market;

import org.jspecify.annotations.NullMarked;
