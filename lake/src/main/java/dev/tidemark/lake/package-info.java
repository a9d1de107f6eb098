/**
 * The lakehouse: tables over Delta Lake. {@link dev.tidemark.lake.TableStore} is the entry; callers
 * see columns of primitive arrays, predicates and commits, and never the engines below.
 */
@NullMarked
package dev.tidemark.lake;

import org.jspecify.annotations.NullMarked;
