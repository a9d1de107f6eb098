@NullMarked
package dev.tidemark.app;

import org.jspecify.annotations.NullMarked;
