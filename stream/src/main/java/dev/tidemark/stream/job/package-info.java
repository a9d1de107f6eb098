/** The Flink jobs of the real-time path, and the cluster inside this process that runs them. */
@NullMarked
package dev.tidemark.stream.job;

import org.jspecify.annotations.NullMarked;
