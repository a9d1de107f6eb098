/**
 * How a portfolio, a strategy or a provider did (spec §5): pure functions of returns, equity levels
 * and trades. NaN is "no value"; nothing is ever infinite. Money is exact decimals.
 */
@NullMarked
package dev.tidemark.core.performance;

import org.jspecify.annotations.NullMarked;
