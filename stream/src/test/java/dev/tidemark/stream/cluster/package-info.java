/** The jobs on a cluster of processes. */
@NullMarked
package dev.tidemark.stream.cluster;

import org.jspecify.annotations.NullMarked;
