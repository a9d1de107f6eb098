/** The demo: the whole data path on one machine, saying what it does. */
@NullMarked
package dev.tidemark.app.demo;

import org.jspecify.annotations.NullMarked;
