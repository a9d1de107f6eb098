@NullMarked
package dev.tidemark.smartdb.contract;

import org.jspecify.annotations.NullMarked;
