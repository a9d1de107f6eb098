@NullMarked
package dev.tidemark.server.jobs;

import org.jspecify.annotations.NullMarked;
