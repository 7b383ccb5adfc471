/**
 * The demo: {@link dev.longshore.demo.Demo} runs the packaged gateway as a process of its own
 * against {@link dev.longshore.demo.LocalS3}, a real S3 API over a directory of this machine; or
 * several of them, behind {@link dev.longshore.demo.RandomBalancer}.
 *
 * <p>{@code ./longshore demo} calls it, and the tests of this module use its S3. Nothing here is on
 * the class path of the gateway, and nothing here knows the gateway's classes: settings go in as
 * environment variables, and FTP comes out.
 */
@NullMarked
package dev.longshore.demo;

import org.jspecify.annotations.NullMarked;
