/** Tables of our lake read by others, and tables of others read by our lake. */
@NullMarked
package dev.tidemark.interop.readers;

import org.jspecify.annotations.NullMarked;
