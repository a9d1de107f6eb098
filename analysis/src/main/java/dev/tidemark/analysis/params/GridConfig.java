package dev.tidemark.analysis.params;

import org.jspecify.annotations.Nullable;

/**
 * One configuration of the strategy.
 *
 * @param lookback bars of the signal's window
 * @param entry |signal| at or beyond which a position is opened, > 0
 * @param exit a long is closed when the signal is back at {@code -exit}, a short at {@code exit};
 *     {@code -entry < exit < entry}
 * @param stop |signal| at which a losing position is closed, > entry; null for none
 */
public record GridConfig(int lookback, double entry, double exit, @Nullable Double stop) {}
