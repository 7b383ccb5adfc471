/**
 * The calls of S3: {@link dev.longshore.s3.call.S3Operations} and {@link
 * dev.longshore.s3.call.MultipartOperations} have one method for each, {@link
 * dev.longshore.s3.call.ProviderProfile} holds what stores do differently, {@link
 * dev.longshore.s3.call.S3Errors} what their failures mean. Of Longshore's packages this one alone
 * knows the SDK.
 */
@NullMarked
package dev.longshore.s3.call;

import org.jspecify.annotations.NullMarked;
