@NullMarked
package dev.tidemark.stream.job;

import org.jspecify.annotations.NullMarked;
