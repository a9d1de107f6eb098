/** Whether what passed goes on as it did, and whether it passes among all that was tried. */
@NullMarked
package dev.tidemark.analysis.drift;

import org.jspecify.annotations.NullMarked;
