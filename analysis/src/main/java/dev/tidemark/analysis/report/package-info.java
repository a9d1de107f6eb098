/**
 * What an analysis says, as bytes: the canonical body and its hash, the manifest that makes it
 * verifiable, tables, pictures and a plain-language account. All of it is a function of the result;
 * no locale, time zone or default of the machine shows.
 */
@NullMarked
package dev.tidemark.analysis.report;

import org.jspecify.annotations.NullMarked;
