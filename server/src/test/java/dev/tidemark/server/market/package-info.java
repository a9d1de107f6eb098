@NullMarked
package dev.tidemark.server.market;

import org.jspecify.annotations.NullMarked;
