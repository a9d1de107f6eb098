/** Events that clients tell: what they may say, and the log that keeps them. */
@NullMarked
package dev.tidemark.server.events;

import org.jspecify.annotations.NullMarked;
