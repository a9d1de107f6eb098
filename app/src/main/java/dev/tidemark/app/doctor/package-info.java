/** Is this machine ready? Each check tries the thing itself rather than looking for signs of it. */
@NullMarked
package dev.tidemark.app.doctor;

import org.jspecify.annotations.NullMarked;
