@NullMarked
package dev.tidemark.app.launcher;

import org.jspecify.annotations.NullMarked;
