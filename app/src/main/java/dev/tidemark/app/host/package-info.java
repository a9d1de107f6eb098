/** What a command may touch of the machine it runs on, as values that tests replace. */
@NullMarked
package dev.tidemark.app.host;

import org.jspecify.annotations.NullMarked;
