/** JSON that is read strictly and written in one way only. */
@NullMarked
package dev.tidemark.analysis.json;

import org.jspecify.annotations.NullMarked;
