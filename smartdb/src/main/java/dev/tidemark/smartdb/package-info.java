/** PostgreSQL as Tidemark uses it: an embedded server or any other, its roles and migrations. */
@NullMarked
package dev.tidemark.smartdb;

import org.jspecify.annotations.NullMarked;
