/**
 * The bytes of files: {@link dev.longshore.s3.transfer.Uploads} and {@link
 * dev.longshore.s3.transfer.Downloads} are the entries, {@code Upload} and {@code S3Download} are
 * one transfer each.
 */
@NullMarked
package dev.longshore.s3.transfer;

import org.jspecify.annotations.NullMarked;
