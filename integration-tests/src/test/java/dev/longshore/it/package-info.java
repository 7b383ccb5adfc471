/**
 * The whole, seen from outside: {@link dev.longshore.it.Gateway} runs the packaged application as a
 * process, {@link dev.longshore.it.S3} is the object storage behind it and answers what is stored
 * there, {@link dev.longshore.it.Wire} speaks FTP line by line.
 *
 * <p>The tests here are what the gateway promises as a whole; those with real FTP clients are in
 * the package client, and each rule of the wire is a case in the package conformance. Nothing here
 * uses the gateway's classes.
 */
@NullMarked
package dev.longshore.it;

import org.jspecify.annotations.NullMarked;
