/** The real-time path: from a record in a topic to a row, a bar, a feature and an alert. */
@NullMarked
package dev.tidemark.stream;

import org.jspecify.annotations.NullMarked;
