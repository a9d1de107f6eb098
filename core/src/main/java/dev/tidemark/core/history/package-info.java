/**
 * Slowly changing dimensions of type 2 (spec §5): what was true from when to when, folded from
 * events that may arrive late, and what was believed at a time of knowledge.
 */
@NullMarked
package dev.tidemark.core.history;

import org.jspecify.annotations.NullMarked;
