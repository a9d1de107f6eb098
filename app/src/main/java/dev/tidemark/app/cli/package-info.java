/** How the command line speaks: help, errors, tables, JSON, exit codes. */
@NullMarked
package dev.tidemark.app.cli;

import org.jspecify.annotations.NullMarked;
