/**
 * The Helm chart and the image, from outside: Helm's own engine renders the chart, the tests read
 * what a cluster would be given.
 *
 * <p>Everything is read from deploy-k8s by its place in the source tree; no cluster, registry or
 * tool is needed.
 */
@NullMarked
package dev.longshore.chart;

import org.jspecify.annotations.NullMarked;
