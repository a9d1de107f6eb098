/** The description of the API, made from the routes and the schemas. */
@NullMarked
package dev.tidemark.server.openapi;

import org.jspecify.annotations.NullMarked;
