/** The trial ledger of the command line. */
@NullMarked
package dev.tidemark.app.ledger;

import org.jspecify.annotations.NullMarked;
