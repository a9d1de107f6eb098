/** Schemas by id, as the wire format names them. */
@NullMarked
package dev.tidemark.stream.registry;

import org.jspecify.annotations.NullMarked;
