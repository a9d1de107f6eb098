@NullMarked
package dev.tidemark.server.metrics;

import org.jspecify.annotations.NullMarked;
