@NullMarked
package dev.tidemark.smartdb.write;

import org.jspecify.annotations.NullMarked;
