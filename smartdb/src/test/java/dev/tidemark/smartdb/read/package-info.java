@NullMarked
package dev.tidemark.smartdb.read;

import org.jspecify.annotations.NullMarked;
