@NullMarked
package dev.tidemark.smartdb.market;

import org.jspecify.annotations.NullMarked;
