/** What an analysis found, as values; texts and files are made of these. */
@NullMarked
package dev.tidemark.analysis.result;

import org.jspecify.annotations.NullMarked;
