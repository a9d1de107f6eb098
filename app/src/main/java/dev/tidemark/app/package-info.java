/**
 * The {@code tidemark} command line: wiring of the modules to the right of which nothing stands.
 */
@NullMarked
package dev.tidemark.app;

import org.jspecify.annotations.NullMarked;
