package dev.longshore.s3.memory;

/** What a chunk is taken from. */
enum Pot {
  /** What is kept for nothing. */
  SPARE,
  /** What is kept for the first chunk of those who hold nothing. */
  SMALL,
  /** What is kept for finishers. */
  RESERVE
}
