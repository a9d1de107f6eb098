/** The commands of {@code tidemark torture}: promises put to the test from outside. */
@NullMarked
package dev.tidemark.app.command.torture;

import org.jspecify.annotations.NullMarked;
