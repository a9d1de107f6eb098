@NullMarked
package dev.tidemark.smartdb.retention;

import org.jspecify.annotations.NullMarked;
