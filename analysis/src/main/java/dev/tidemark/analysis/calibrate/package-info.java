/**
 * Statistical honesty, measured (spec §7): the engine on simulated markets with nothing to find, on
 * markets with something planted, and faults that its checks must catch. Every number follows from
 * one seed, whatever the number of threads.
 */
@NullMarked
package dev.tidemark.analysis.calibrate;

import org.jspecify.annotations.NullMarked;
