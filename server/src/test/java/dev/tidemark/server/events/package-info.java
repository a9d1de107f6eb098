@org.jspecify.annotations.NullMarked
package dev.tidemark.server.events;
