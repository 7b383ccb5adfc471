/**
 * Files as objects of S3 and of what speaks its language: {@code S3Storages} implements the port
 * {@link dev.longshore.ftp.storage.Storages}.
 *
 * <p>From the port down: {@code S3Storage} decides what a path means, {@code S3Keys} which bucket
 * and key it is, {@code Namespace} what is there, {@code S3Listing} and {@code TreeOperations} walk
 * directories, and {@code S3Operations} with {@code MultipartOperations} has one method for each
 * call of S3. {@code ProviderProfile} holds what stores do differently, {@code S3Errors} what their
 * failures mean. {@code dev.longshore.s3.quarkus} makes it from the settings.
 *
 * <p>It blocks, on virtual threads. It knows the storage port and users, and nothing of FTP.
 */
@NullMarked
package dev.longshore.s3;

import org.jspecify.annotations.NullMarked;
