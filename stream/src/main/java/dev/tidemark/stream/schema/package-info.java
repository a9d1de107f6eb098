/** The Avro schemas, which are files, and which topic each is of. */
@NullMarked
package dev.tidemark.stream.schema;

import org.jspecify.annotations.NullMarked;
