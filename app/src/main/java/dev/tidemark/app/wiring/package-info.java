/** The one place that reads the wall clock, makes random ids and looks at the real environment. */
@NullMarked
package dev.tidemark.app.wiring;

import org.jspecify.annotations.NullMarked;
