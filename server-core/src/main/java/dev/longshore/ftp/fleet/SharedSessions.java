package dev.longshore.ftp.fleet;

import dev.longshore.ftp.fleet.Key.Topic;

/**
 * How many sessions users and addresses have at the other replicas, for limits that hold over all.
 * Safe for many threads.
 */
public interface SharedSessions {

  /** Where there is no other replica. */
  SharedSessions NONE =
      new SharedSessions() {
        @Override
        public void tell(Key key, int count) {}

        @Override
        public long elsewhere(Key key) {
          return 0;
        }

        @Override
        public void refresh() {}
      };

  /** The key of a user. */
  static Key ofUser(String name) {
    return Key.hashed(Topic.SESSIONS_OF_USER, name);
  }

  /** The key of what counts as one address. */
  static Key ofAddress(String network) {
    return Key.hashed(Topic.SESSIONS_OF_ADDRESS, network);
  }

  /** There are so many here now; the others know within a second. Does not block. */
  void tell(Key key, int count);

  /** How many there are at all others, as far as is known here. */
  long elsewhere(Key key);

  /** Asks the others anew, for half a second at most: before somebody is refused. */
  void refresh();
}
