/** Log lines, for people on a terminal and as JSON elsewhere. */
@NullMarked
package dev.tidemark.server.logging;

import org.jspecify.annotations.NullMarked;
