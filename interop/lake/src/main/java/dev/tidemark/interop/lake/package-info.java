/** Our lake as a process: reads commands, writes tables, answers with digests of them. */
@NullMarked
package dev.tidemark.interop.lake;

import org.jspecify.annotations.NullMarked;
