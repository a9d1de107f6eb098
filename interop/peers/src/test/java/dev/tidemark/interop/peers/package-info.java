/** Independent implementations, run side by side with ours. */
@NullMarked
package dev.tidemark.interop.peers;

import org.jspecify.annotations.NullMarked;
