@NullMarked
package dev.tidemark.smartdb.cache;

import org.jspecify.annotations.NullMarked;
