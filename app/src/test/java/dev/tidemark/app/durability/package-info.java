/** The promise "nothing lost, nothing twice", tested with real processes. */
@NullMarked
package dev.tidemark.app.durability;

import org.jspecify.annotations.NullMarked;
