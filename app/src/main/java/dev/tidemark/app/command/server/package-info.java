/** The commands that stay: a server with everything in it, and a worker beside it. */
@NullMarked
package dev.tidemark.app.command.server;

import org.jspecify.annotations.NullMarked;
