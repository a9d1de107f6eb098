/** Pictures of a result, drawn without a display. The same result gives the same bytes on a JDK. */
@NullMarked
package dev.tidemark.analysis.picture;

import org.jspecify.annotations.NullMarked;
