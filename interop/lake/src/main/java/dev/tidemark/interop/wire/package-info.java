/** How the tests talk with other processes. Needs nothing but the JDK. */
@NullMarked
package dev.tidemark.interop.wire;

import org.jspecify.annotations.NullMarked;
