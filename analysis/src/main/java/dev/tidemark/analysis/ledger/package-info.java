/** How often was tried before something was found: the count that honest statistics need. */
@NullMarked
package dev.tidemark.analysis.ledger;

import org.jspecify.annotations.NullMarked;
