/**
 * Analyses as a service: submitted once, executed by whichever worker is free, stored, cached and
 * read back. Framework-free: JDBC, an object store and the market-data port.
 */
@NullMarked
package dev.tidemark.server.analysis;

import org.jspecify.annotations.NullMarked;
