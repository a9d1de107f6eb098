/** The commands, one class each; a command parses, asks the modules, prints. */
@NullMarked
package dev.tidemark.app.command;

import org.jspecify.annotations.NullMarked;
