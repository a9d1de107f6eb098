/** Rules of the house that the build checks: the module arrow, purity of the core, bans. */
@NullMarked
package dev.tidemark.app.architecture;

import org.jspecify.annotations.NullMarked;
