/** Records of the topics as bytes: Confluent's frame around Avro, written and read by hand. */
@NullMarked
package dev.tidemark.stream.codec;

import org.jspecify.annotations.NullMarked;
