@NullMarked
package dev.tidemark.app.command.smartdb;

import org.jspecify.annotations.NullMarked;
