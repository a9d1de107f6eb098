/** The contract of the database, checked against the kernels on any server. */
@NullMarked
package dev.tidemark.smartdb.contract;

import org.jspecify.annotations.NullMarked;
