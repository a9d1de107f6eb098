/**
 * The database against the kernels: both compute from the same records, each on its own, and the
 * answers are compared value by value.
 */
@NullMarked
package dev.tidemark.app.smartdb.check;

import org.jspecify.annotations.NullMarked;
