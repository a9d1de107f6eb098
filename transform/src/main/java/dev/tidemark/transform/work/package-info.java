/** Streams of rows between tables: parallel in the making, in one fixed order at the end. */
@NullMarked
package dev.tidemark.transform.work;

import org.jspecify.annotations.NullMarked;
