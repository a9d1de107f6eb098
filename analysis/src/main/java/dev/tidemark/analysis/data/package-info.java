/** What an analysis is done on: the bars of whole sessions, on their grid. */
@NullMarked
package dev.tidemark.analysis.data;

import org.jspecify.annotations.NullMarked;
