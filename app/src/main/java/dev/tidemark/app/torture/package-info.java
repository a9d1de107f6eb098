/**
 * The promise that a kill at any moment loses and doubles nothing, put to the test from outside:
 * real processes, killed without warning, resumed, and their tables compared with an undisturbed
 * run.
 */
@NullMarked
package dev.tidemark.app.torture;

import org.jspecify.annotations.NullMarked;
