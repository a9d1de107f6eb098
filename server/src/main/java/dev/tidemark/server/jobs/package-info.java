/**
 * The durable queue: jobs are enqueued in the transaction of what they are for, claimed under a
 * lease, and finished by whoever still holds them, in the transaction that stores their result.
 */
@NullMarked
package dev.tidemark.server.jobs;

import org.jspecify.annotations.NullMarked;
