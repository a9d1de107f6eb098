/** How far each build has come, and what changed since: kept in the commits of the tables. */
@NullMarked
package dev.tidemark.transform.progress;

import org.jspecify.annotations.NullMarked;
