/** The tables of a local directory: plans and changes, on the Delta log and DuckDB. */
@NullMarked
package dev.tidemark.lake.store;

import org.jspecify.annotations.NullMarked;
