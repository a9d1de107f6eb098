/** Where the live job writes. */
@NullMarked
package dev.tidemark.stream.sink;

import org.jspecify.annotations.NullMarked;
