@NullMarked
package dev.tidemark.app.command.stream;

import org.jspecify.annotations.NullMarked;
