/** The HTTP API, its jobs and workers, its tenants and the console. */
@NullMarked
package dev.tidemark.server;

import org.jspecify.annotations.NullMarked;
