/** The archive: every trade and quote of the log in the lake's bronze tables, each exactly once. */
@NullMarked
package dev.tidemark.stream.archive;

import org.jspecify.annotations.NullMarked;
