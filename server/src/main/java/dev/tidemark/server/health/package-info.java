/** Is the process alive, started, ready? */
@NullMarked
package dev.tidemark.server.health;

import org.jspecify.annotations.NullMarked;
