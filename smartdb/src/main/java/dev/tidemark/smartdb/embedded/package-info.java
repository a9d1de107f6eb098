/**
 * A PostgreSQL server as a child process: unpacked, initialised, started, found again after a
 * crash, and stopped by the last who uses it.
 */
@NullMarked
package dev.tidemark.smartdb.embedded;

import org.jspecify.annotations.NullMarked;
