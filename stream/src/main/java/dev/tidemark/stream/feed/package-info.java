/** The topics as live feeds: one reader of each topic, shared by everybody who listens. */
@NullMarked
package dev.tidemark.stream.feed;

import org.jspecify.annotations.NullMarked;
