/** Live feeds over HTTP, and how the real-time path is. */
@NullMarked
package dev.tidemark.server.live;

import org.jspecify.annotations.NullMarked;
