/**
 * The Delta transaction log: reading it (through Delta Kernel), following it commit by commit, and
 * writing it. Everything that knows a Delta class or the log's JSON is in here.
 */
@NullMarked
package dev.tidemark.lake.delta;

import org.jspecify.annotations.NullMarked;
