/** What the database's features say, as records: the functions and views of schema {@code api}. */
@NullMarked
package dev.tidemark.smartdb.read;

import org.jspecify.annotations.NullMarked;
