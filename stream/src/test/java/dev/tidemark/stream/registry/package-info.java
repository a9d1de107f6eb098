@NullMarked
package dev.tidemark.stream.registry;

import org.jspecify.annotations.NullMarked;
