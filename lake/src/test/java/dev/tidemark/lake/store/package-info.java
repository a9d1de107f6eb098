@NullMarked
package dev.tidemark.lake.store;

import org.jspecify.annotations.NullMarked;
