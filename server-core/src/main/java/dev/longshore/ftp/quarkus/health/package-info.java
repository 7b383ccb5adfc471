/**
 * What Kubernetes asks, on the management port: liveness, start-up and readiness.
 *
 * <p>Readiness ends with the signal to stop; the group {@code serving} is the same without that.
 *
 * <p>Readiness is the sum of all beans that are a {@link
 * dev.longshore.ftp.quarkus.health.ReadinessCondition}: whoever owns something that a client needs
 * adds one. Nothing here knows FTP or a storage's kind, and no answer waits for either.
 */
@NullMarked
package dev.longshore.ftp.quarkus.health;

import org.jspecify.annotations.NullMarked;
