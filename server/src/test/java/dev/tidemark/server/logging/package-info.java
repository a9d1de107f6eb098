@NullMarked
package dev.tidemark.server.logging;

import org.jspecify.annotations.NullMarked;
