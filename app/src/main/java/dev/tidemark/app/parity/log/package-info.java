/** Logs of market records to hold engines against each other with, and how a seed disturbs them. */
@NullMarked
package dev.tidemark.app.parity.log;

import org.jspecify.annotations.NullMarked;
