@org.jspecify.annotations.NullMarked
package dev.tidemark.stream.feed;
