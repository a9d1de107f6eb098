@NullMarked
package dev.tidemark.smartdb;

import org.jspecify.annotations.NullMarked;
