/** Market records as the venue tells them: instruments, trades, quotes, bars. */
@NullMarked
package dev.tidemark.core.model;

import org.jspecify.annotations.NullMarked;
