@NullMarked
package dev.tidemark.transform;

import org.jspecify.annotations.NullMarked;
