/** Routes. */
@NullMarked
package dev.tidemark.server.web;

import org.jspecify.annotations.NullMarked;
