/** The archive holds every record once, whatever happens to the job. */
@NullMarked
package dev.tidemark.stream.archive;

import org.jspecify.annotations.NullMarked;
