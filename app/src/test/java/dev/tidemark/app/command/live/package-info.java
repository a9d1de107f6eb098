@NullMarked
package dev.tidemark.app.command.live;

import org.jspecify.annotations.NullMarked;
