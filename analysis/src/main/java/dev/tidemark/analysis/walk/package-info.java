/** Training and test sessions, and the configuration chosen for each test (spec §4.4). */
@NullMarked
package dev.tidemark.analysis.walk;

import org.jspecify.annotations.NullMarked;
