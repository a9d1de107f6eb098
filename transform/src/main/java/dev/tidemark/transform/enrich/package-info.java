/** Indicators and regime along a series, for every state of knowledge. */
@NullMarked
package dev.tidemark.transform.enrich;

import org.jspecify.annotations.NullMarked;
