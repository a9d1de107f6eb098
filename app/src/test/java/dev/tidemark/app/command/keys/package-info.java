@NullMarked
package dev.tidemark.app.command.keys;

import org.jspecify.annotations.NullMarked;
