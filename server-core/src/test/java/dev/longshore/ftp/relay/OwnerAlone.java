package dev.longshore.ftp.relay;

import java.util.List;

/** A fleet of one other replica, which owns every port. */
record OwnerAlone(Member owner, boolean lives) implements Fleet {
  @Override
  public Member self() {
    return new Member(0, 1, owner.address());
  }

  @Override
  public List<Member> owners(int port) {
    return List.of(owner);
  }

  @Override
  public boolean lives(Member member) {
    return lives;
  }

  @Override
  public void refused(Member member) {
    throw new AssertionError(member + " refused");
  }

  @Override
  public boolean mayLend(int port) {
    return true;
  }
}
