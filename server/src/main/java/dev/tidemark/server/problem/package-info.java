/** Errors on the wire: RFC 9457 problem documents, for the framework's errors too. */
@NullMarked
package dev.tidemark.server.problem;

import org.jspecify.annotations.NullMarked;
