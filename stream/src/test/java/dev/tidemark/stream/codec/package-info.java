@NullMarked
package dev.tidemark.stream.codec;

import org.jspecify.annotations.NullMarked;
