@NullMarked
package dev.tidemark.app.wiring;

import org.jspecify.annotations.NullMarked;
