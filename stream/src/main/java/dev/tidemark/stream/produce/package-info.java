/** Who writes to the topics. */
@NullMarked
package dev.tidemark.stream.produce;

import org.jspecify.annotations.NullMarked;
