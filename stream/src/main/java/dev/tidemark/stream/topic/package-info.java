/** The topics, declared once. */
@NullMarked
package dev.tidemark.stream.topic;

import org.jspecify.annotations.NullMarked;
