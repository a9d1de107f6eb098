/** Market data from the lake and from files into the database: in parts, resumable, repeatable. */
@NullMarked
package dev.tidemark.app.smartdb.load;

import org.jspecify.annotations.NullMarked;
