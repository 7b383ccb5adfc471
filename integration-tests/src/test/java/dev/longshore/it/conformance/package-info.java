/**
 * What goes over the wire, case by case: each {@link dev.longshore.it.conformance.Case} is one rule
 * of the RFCs, or one habit of real clients, said as a sentence and tried on the packaged gateway.
 *
 * <p>A family of cases is a class of its own, or two; {@link dev.longshore.it.conformance.Families}
 * names them all, and {@link dev.longshore.it.conformance.ConformanceTest} runs them. A case is
 * given a {@link dev.longshore.it.conformance.Stage}: a directory of its own with the same few
 * files in it, sessions, and what is stored behind them. Gateways are shared, one for each {@link
 * dev.longshore.it.conformance.Profile} of settings.
 */
@NullMarked
package dev.longshore.it.conformance;

import org.jspecify.annotations.NullMarked;
