/**
 * Statistics of evidence and diagnosis (spec §4.6–4.11): pure functions of arrays. Doubles are
 * combined in the order the specification writes; chance comes only from addressed streams, so a
 * result does not depend on threads or order of evaluation.
 */
@NullMarked
package dev.tidemark.core.stats;

import org.jspecify.annotations.NullMarked;
