/** The hot window of the database: what is older is dropped, and said to be. */
@NullMarked
package dev.tidemark.smartdb.retention;

import org.jspecify.annotations.NullMarked;
