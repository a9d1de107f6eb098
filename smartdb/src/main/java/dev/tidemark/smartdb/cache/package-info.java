/** Latest values in front of the database, and how they learn that something was written. */
@NullMarked
package dev.tidemark.smartdb.cache;

import org.jspecify.annotations.NullMarked;
