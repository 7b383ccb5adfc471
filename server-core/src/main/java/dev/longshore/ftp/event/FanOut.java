package dev.longshore.ftp.event;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Passes every event on to several listeners. */
record FanOut(List<ServerEvents> listeners) implements ServerEvents {

  @Override
  public void sessionOpened(SessionId session) {
    listeners.forEach(l -> l.sessionOpened(session));
  }

  @Override
  public void sessionClosed(SessionId session, String reason) {
    listeners.forEach(l -> l.sessionClosed(session, reason));
  }

  @Override
  public void sessionRefused(InetAddress client, String reason) {
    listeners.forEach(l -> l.sessionRefused(client, reason));
  }

  @Override
  public void secured(SessionId session, String protocol, String cipherSuite) {
    listeners.forEach(l -> l.secured(session, protocol, cipherSuite));
  }

  @Override
  public void handshakeFailed(SessionId session, String reason) {
    listeners.forEach(l -> l.handshakeFailed(session, reason));
  }

  @Override
  public void loggedIn(SessionId session, String user) {
    listeners.forEach(l -> l.loggedIn(session, user));
  }

  @Override
  public void loginFailed(SessionId session, String user, String reason) {
    listeners.forEach(l -> l.loginFailed(session, user, reason));
  }

  @Override
  public void loginLocked(String network, Optional<String> user, int failed, Duration time) {
    listeners.forEach(l -> l.loginLocked(network, user, failed, time));
  }

  @Override
  public void commandAnswered(SessionId session, String verb, int replyCode, Duration duration) {
    listeners.forEach(l -> l.commandAnswered(session, verb, replyCode, duration));
  }

  @Override
  public void portContested(InetAddress client, InetAddress other, int port) {
    listeners.forEach(l -> l.portContested(client, other, port));
  }

  @Override
  public void foreignConnection(InetAddress client, InetAddress other, int port) {
    listeners.forEach(l -> l.foreignConnection(client, other, port));
  }

  @Override
  public void ownerUnknown(InetAddress client, int port) {
    listeners.forEach(l -> l.ownerUnknown(client, port));
  }

  @Override
  public void unexpectedConnection(InetAddress other, int port) {
    listeners.forEach(l -> l.unexpectedConnection(other, port));
  }

  @Override
  public void transferEnded(SessionId session, String user, TransferEnded transfer) {
    listeners.forEach(l -> l.transferEnded(session, user, transfer));
  }

  @Override
  public void relayed(Relayed connection) {
    listeners.forEach(l -> l.relayed(connection));
  }

  @Override
  public void replicaRefused(InetAddress replica, String why) {
    listeners.forEach(l -> l.replicaRefused(replica, why));
  }

  @Override
  public void relayFailed(InetAddress client, int port, RelayTrouble trouble, String why) {
    listeners.forEach(l -> l.relayFailed(client, port, trouble, why));
  }

  @Override
  public void slotTaken(int slot, String newer) {
    listeners.forEach(l -> l.slotTaken(slot, newer));
  }

  @Override
  public void replicaUnproven(InetAddress other, String why) {
    listeners.forEach(l -> l.replicaUnproven(other, why));
  }
}
