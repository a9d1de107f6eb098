/** What kind of market it is: trend, range or volatile (spec §3.1), and the served regime tag. */
@NullMarked
package dev.tidemark.core.regime;

import org.jspecify.annotations.NullMarked;
