@NullMarked
package dev.tidemark.core;

import org.jspecify.annotations.NullMarked;
