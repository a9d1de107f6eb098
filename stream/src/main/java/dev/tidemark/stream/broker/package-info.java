/** The Kafka broker that runs in this process or as one of its own. */
@NullMarked
package dev.tidemark.stream.broker;

import org.jspecify.annotations.NullMarked;
