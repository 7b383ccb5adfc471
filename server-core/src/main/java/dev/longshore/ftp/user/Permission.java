package dev.longshore.ftp.user;

/** What a user may do with the files of the home; each is granted by itself. */
public enum Permission {
  /**
   * See the names in a directory: LIST, NLST, MLSD, STAT with a path; and, as {@link #READ} does
   * too, what a path is: MLST, SIZE, MDTM.
   */
  LIST,
  /** Download, and see what a path is. */
  READ,
  /** Upload to a name that is free. */
  WRITE,
  /**
   * Upload, append or rename onto a file that exists, and change a file's time; needs {@link
   * #WRITE} as well.
   */
  OVERWRITE,
  /** Delete files and remove empty directories. */
  DELETE,
  /** Rename files and directories. */
  RENAME,
  /** Make directories. */
  MAKE_DIRECTORY
}
