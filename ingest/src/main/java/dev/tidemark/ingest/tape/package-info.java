/** The CSV of trades that users write themselves: one header, one line a trade. */
@NullMarked
package dev.tidemark.ingest.tape;

import org.jspecify.annotations.NullMarked;
