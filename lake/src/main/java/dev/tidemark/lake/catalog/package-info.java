/** The tables every stage agrees on: names, columns, partitions and sort orders. */
@NullMarked
package dev.tidemark.lake.catalog;

import org.jspecify.annotations.NullMarked;
