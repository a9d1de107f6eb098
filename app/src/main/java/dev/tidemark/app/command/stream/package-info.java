/** {@code tidemark stream}: the jobs of the real-time path on a Flink cluster. */
@NullMarked
package dev.tidemark.app.command.stream;

import org.jspecify.annotations.NullMarked;
