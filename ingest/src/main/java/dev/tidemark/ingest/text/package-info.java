/**
 * Reading text by its bytes: lines, fields, numbers, times and JSON, without a String per field.
 */
@NullMarked
package dev.tidemark.ingest.text;

import org.jspecify.annotations.NullMarked;
