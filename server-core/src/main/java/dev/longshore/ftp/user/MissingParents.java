package dev.longshore.ftp.user;

/** What becomes of a new file or directory above which directories are missing. */
public enum MissingParents {
  /** It is refused, as in a file system. */
  REFUSE,
  /** They are made, if the user may make directories. */
  MAKE
}
