/**
 * DuckDB as the engine that reads and writes Parquet files, and the Arrow bridge between it and
 * arrays. Everything that knows a DuckDB or Arrow class is in here.
 */
@NullMarked
package dev.tidemark.lake.duck;

import org.jspecify.annotations.NullMarked;
