/**
 * Real FTP clients against the packaged gateway: {@link dev.longshore.it.client.ClientMatrixTest}
 * tries each {@link dev.longshore.it.client.RealClient} with each {@link
 * dev.longshore.it.client.Action} on each {@link dev.longshore.it.client.Way} of making data
 * connections, and prints what was run as a table.
 *
 * <p>To add a client is to implement {@code RealClient} and to name it in the test. What a client
 * did is always looked at through the S3 API, never believed from its exit status alone.
 */
@NullMarked
package dev.longshore.it.client;

import org.jspecify.annotations.NullMarked;
