package dev.longshore.ftp.storage;

/**
 * A file that has been stored.
 *
 * @param size its size in bytes, with what was in front of the content
 * @param version what names this very version in the store, an ETag for S3
 */
public record Stored(long size, String version) {}
