/** Rows of a table as text for people, CSV and JSON. */
@NullMarked
package dev.tidemark.app.render;

import org.jspecify.annotations.NullMarked;
