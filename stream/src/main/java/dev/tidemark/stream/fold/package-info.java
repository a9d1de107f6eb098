/** What is computed per series inside the live job: decoding, folds and the state they keep. */
@NullMarked
package dev.tidemark.stream.fold;

import org.jspecify.annotations.NullMarked;
