/**
 * The network laboratory: several gateways behind a balancer, with clients outside of it, on a
 * network of namespaces that a test makes and that is gone when the test ends, however it ends.
 *
 * <p>{@link dev.longshore.lab.Laboratory} is where a scene begins. Below it, from the wire up:
 * {@link dev.longshore.lab.Ground} holds the namespaces, {@link dev.longshore.lab.Network} lays the
 * cables between them, a {@link dev.longshore.lab.Host} is a machine there; {@link
 * dev.longshore.lab.Balancer} spreads connections as kube-proxy does, {@link
 * dev.longshore.lab.HaProxy} as HAProxy does, {@link dev.longshore.lab.Names} answers for DNS,
 * {@link dev.longshore.lab.StorageDoor} lets the replicas reach the S3 of the test; a {@link
 * dev.longshore.lab.Replica} is the packaged application in a pod; a {@link dev.longshore.lab.Load}
 * is what clients do and how it went, {@link dev.longshore.lab.Knocks} what health checkers and
 * scanners do, a {@link dev.longshore.lab.Rollout} what a StatefulSet does.
 *
 * <pre>
 *   clients 203.0.113.0/24 -- middle -- nodes 192.168.7.0/24 -- pods 10.244.node.0/24
 *                             (routes the balanced address to all nodes, each connection to one)
 * </pre>
 */
@NullMarked
package dev.longshore.lab;

import org.jspecify.annotations.NullMarked;
