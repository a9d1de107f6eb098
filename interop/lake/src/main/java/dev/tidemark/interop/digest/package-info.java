/** What both sides compute over the rows they read, and compare. Needs nothing but the JDK. */
@NullMarked
package dev.tidemark.interop.digest;

import org.jspecify.annotations.NullMarked;
