/**
 * The S3 storage as a part of a Quarkus application: the settings below {@code longshore.s3}, their
 * checks at the start, and the bean {@link dev.longshore.ftp.storage.Storages}.
 *
 * <p>Nobody calls it: Quarkus finds it. The storage itself must not know it.
 */
@NullMarked
package dev.longshore.s3.quarkus;

import org.jspecify.annotations.NullMarked;
