/** Jobs on a Flink cluster: what is sent there, how it is asked, and nodes for this machine. */
@NullMarked
package dev.tidemark.stream.cluster;

import org.jspecify.annotations.NullMarked;
