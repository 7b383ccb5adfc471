/**
 * Real FTP clients against the packaged gateway: {@link dev.longshore.it.client.ClientMatrixTest}
 * tries each {@link dev.longshore.it.client.RealClient} with each {@link
 * dev.longshore.it.client.Action} by each {@link dev.longshore.it.client.Way}, and prints what was
 * run as a table, a row for each client and way.
 *
 * <p>To add a client is to implement {@code RealClient}, or {@link
 * dev.longshore.it.client.ProgramClient} if it is a program, and to name it in the test. For each
 * {@link dev.longshore.it.client.Verb} it has words of its own, which are both what is run and what
 * the table says, or the reason why it has none. What a client did is always looked at through the
 * S3 API, never believed from its exit status alone.
 */
@NullMarked
package dev.longshore.it.client;

import org.jspecify.annotations.NullMarked;
