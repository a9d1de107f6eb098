/**
 * What is computed of one instrument while its records come in: the fold that stream, replay and
 * tests share.
 */
@NullMarked
package dev.tidemark.core.live;

import org.jspecify.annotations.NullMarked;
