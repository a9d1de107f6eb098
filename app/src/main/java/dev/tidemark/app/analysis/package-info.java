/** Analyses on this machine, without a server: run, store, verify. */
@NullMarked
package dev.tidemark.app.analysis;

import org.jspecify.annotations.NullMarked;
