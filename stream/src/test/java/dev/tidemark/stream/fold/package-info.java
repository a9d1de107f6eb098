@NullMarked
package dev.tidemark.stream.fold;

import org.jspecify.annotations.NullMarked;
