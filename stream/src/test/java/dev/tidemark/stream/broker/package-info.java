@NullMarked
package dev.tidemark.stream.broker;

import org.jspecify.annotations.NullMarked;
