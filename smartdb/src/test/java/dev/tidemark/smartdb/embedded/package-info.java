@NullMarked
package dev.tidemark.smartdb.embedded;

import org.jspecify.annotations.NullMarked;
