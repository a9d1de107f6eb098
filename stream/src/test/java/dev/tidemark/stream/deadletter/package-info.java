@NullMarked
package dev.tidemark.stream.deadletter;

import org.jspecify.annotations.NullMarked;
