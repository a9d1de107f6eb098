/** The commands about the log: its topics and the schemas of its records. */
@NullMarked
package dev.tidemark.app.command.log;

import org.jspecify.annotations.NullMarked;
