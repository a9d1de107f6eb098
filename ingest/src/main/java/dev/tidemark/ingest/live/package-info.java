/** Market data as it happens: feeds of venues, and who takes what they tell. */
@NullMarked
package dev.tidemark.ingest.live;

import org.jspecify.annotations.NullMarked;
