@NullMarked
package dev.tidemark.golden;

import org.jspecify.annotations.NullMarked;
