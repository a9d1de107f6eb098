@NullMarked
package dev.tidemark.stream.schema;

import org.jspecify.annotations.NullMarked;
