@NullMarked
package dev.tidemark.smartdb.tenant;

import org.jspecify.annotations.NullMarked;
