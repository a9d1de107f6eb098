/** Market records as they travel through the jobs. */
@NullMarked
package dev.tidemark.stream.event;

import org.jspecify.annotations.NullMarked;
