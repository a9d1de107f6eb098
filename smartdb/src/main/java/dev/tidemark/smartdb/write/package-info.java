/** Market data into the database: batches of columns, validated, written in one transaction. */
@NullMarked
package dev.tidemark.smartdb.write;

import org.jspecify.annotations.NullMarked;
