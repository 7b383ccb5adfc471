/**
 * Files as objects of S3 and of what speaks its language: {@code S3Storages} implements the port
 * {@link dev.longshore.ftp.storage.Storages}.
 *
 * <p>From the port down: {@code S3Storage} decides what a path means, {@code S3Keys} which bucket
 * and key it is, {@code Namespace} what is there, {@code S3Listing} and {@code TreeOperations} walk
 * directories. Below are, in this order, {@code transfer}, {@code memory} and {@code call}; none of
 * them knows what is above it. {@code dev.longshore.s3.quarkus} makes it all from the settings.
 *
 * <p>It blocks, on virtual threads. It knows the storage port and users, and nothing of FTP.
 */
@NullMarked
package dev.longshore.s3;

import org.jspecify.annotations.NullMarked;
