package dev.longshore.ftp.session;

import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.data.DataChannel;
import dev.longshore.ftp.data.PassiveChannel;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.storage.PermittedStorage;
import dev.longshore.ftp.transfer.Progress;
import dev.longshore.ftp.transfer.Running;
import dev.longshore.ftp.transfer.RunningCall;
import dev.longshore.ftp.transfer.RunningTransfer;
import dev.longshore.ftp.transfer.Transfer;
import dev.longshore.ftp.transfer.TransferHost;
import dev.longshore.ftp.user.Ascii;
import dev.longshore.ftp.user.User;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's session: login, transfer parameters, where the next data connection comes from, and
 * what runs beside its loop. Used by one thread at a time, the loop's or that of a command's call
 * for which the loop waits; {@link #mailbox()}, {@link #transfer()} and the two that dismiss by
 * any.
 */
public final class Session implements AutoCloseable {
  private final ServerEvents.SessionId id;
  private final ControlConnection control;
  private final Services services;
  private final ControlSecurity security;
  private final Mailbox mailbox = new Mailbox();
  private final TransferHost host;
  private final TransferParameters parameters = new TransferParameters();

  private volatile LoginPhase login = new LoginPhase.NoUser();
  private long loginBegin = System.nanoTime();
  private int failedLogins;
  private boolean extendedPassiveOnly;
  private @Nullable DataChannel channel;
  private volatile Optional<RunningTransfer> transfer = Optional.empty();
  private volatile Optional<RunningCall<?>> call = Optional.empty();

  public Session(
      ServerEvents.SessionId id,
      ControlConnection control,
      Services services,
      ControlSecurity security) {
    this.id = id;
    this.control = control;
    this.services = services;
    this.security = security;
    this.host = new TransferHost(id, services.settings().transfer(), services.events(), mailbox);
  }

  public ServerEvents.SessionId id() {
    return id;
  }

  public ControlConnection control() {
    return control;
  }

  public Services services() {
    return services;
  }

  /** What its loop has to look at. */
  public Mailbox mailbox() {
    return mailbox;
  }

  /** What protects its connections. */
  public ControlSecurity security() {
    return security;
  }

  // Login.

  public LoginPhase login() {
    return login;
  }

  /**
   * USER: whoever was logged in is not any more, and what REST, ALLO and RNFR said ends with him;
   * the transfer parameters stay (RFC 959 section 4.1.1).
   */
  public void awaitPassword(String name) {
    logOut();
    login = new LoginPhase.PasswordAwaited(name);
  }

  /** PASS was right. */
  public void logIn(User user) {
    failedLogins = 0;
    control.coding().fallBackTo(user.preferences().charset());
    login =
        new LoginPhase.LoggedIn(
            new UserSession(
                this,
                user,
                new PermittedStorage(services.storages().forUser(user), user.permissions())));
  }

  /** PASS was wrong; says how often by now. */
  public int loginFailed() {
    login = new LoginPhase.NoUser();
    return ++failedLogins;
  }

  private void logOut() {
    if (login instanceof LoginPhase.LoggedIn(UserSession user)) {
      services.limits().leave(user.user());
      loginBegin = System.nanoTime();
    }
    login = new LoginPhase.NoUser();
    control.coding().fallBackTo(Optional.empty());
    parameters.forgetFiles();
  }

  /** For how long nobody has been logged in. */
  public Duration withoutLogin() {
    return Duration.ofNanos(System.nanoTime() - loginBegin);
  }

  /** REIN: as after the greeting (RFC 959 section 4.1.1). */
  public void reinitialize() {
    logOut();
    parameters.reset();
    extendedPassiveOnly = false;
    security.reset();
    control.coding().reset();
    closeChannel();
  }

  /** What the client has said of its transfers. */
  public TransferParameters parameters() {
    return parameters;
  }

  /** Whether bytes are converted, as the type, the settings and the user's have it. */
  public boolean converts() {
    Ascii usual = services.settings().files().ascii();
    return parameters.converts(
        login instanceof LoginPhase.LoggedIn(UserSession user)
            ? user.user().preferences().ascii().orElse(usual)
            : usual);
  }

  // The data channel.

  /** EPSV ALL was said: no other command may set up data connections (RFC 2428 section 4). */
  public boolean extendedPassiveOnly() {
    return extendedPassiveOnly;
  }

  public void useExtendedPassiveOnly() {
    extendedPassiveOnly = true;
  }

  /** The last of PASV, EPSV, PORT and EPRT counts. */
  public void use(DataChannel next) {
    closeChannel();
    channel = next;
  }

  /** Gives up where the next data connection would come from. */
  public void closeChannel() {
    if (channel != null && hasChannel()) {
      channel.close();
    }
    channel = null;
  }

  /** The port of a PASV or EPSV that the client has not made use of. */
  public OptionalInt unusedPassivePort() {
    return channel instanceof PassiveChannel passive && hasChannel() && !passive.arrived()
        ? OptionalInt.of(passive.port())
        : OptionalInt.empty();
  }

  /**
   * Whether a transfer could begin; one that failed before its 150 leaves the channel as it was.
   */
  public boolean hasChannel() {
    return channel != null && !channel.isSpent();
  }

  // What runs beside the loop: one thing at a time.

  /** Starts a transfer over the channel, which must be there. */
  public void start(Transfer next, UserSession user) {
    DataChannel taken = channel;
    if (taken == null) {
      throw new IllegalStateException("no data channel");
    }
    transfer =
        Optional.of(
            RunningTransfer.start(
                host, next, taken, security.dataTls(), user.user().name(), transfer));
  }

  /** Starts a command that may have to wait. */
  public <T> RunningCall<T> call(Supplier<T> work) {
    RunningCall<T> begun = new RunningCall<>("command-" + id.id(), work, mailbox);
    call = Optional.of(begun);
    begun.start();
    return begun;
  }

  /** The call has come to its end, and nothing of it is left. */
  public void callIsGone() {
    call = Optional.empty();
  }

  /** On the thread of a call: it takes long, and this is how far it is. */
  public void tell(Progress progress) {
    call.ifPresent(running -> running.tell(progress));
  }

  /** The transfer that runs, or the last one; may be asked by any thread. */
  public Optional<RunningTransfer> transfer() {
    return transfer;
  }

  /** The command that runs beside the loop, from {@link #call} to {@link #callIsGone}. */
  public Optional<RunningCall<?>> call() {
    return call;
  }

  /** What runs, and may be called off. */
  public Optional<Running> running() {
    return call.<Running>map(running -> running)
        .or(() -> transfer)
        .filter(running -> !running.hasEnded());
  }

  // The end.

  /** From any thread: the session ends with 421, after what runs. */
  public void dismiss() {
    var _ = mailbox.post(new SessionEvent.Dismissed(false));
  }

  /** From any thread: what runs is called off, unless it is too late for that; then 421. */
  public void dismissAtOnce() {
    var _ = mailbox.post(new SessionEvent.Dismissed(true));
  }

  @Override
  public void close() {
    call.ifPresent(Running::controlLost);
    transfer.ifPresent(Running::controlLost);
    // What is being published goes on, and its thread tells of it from now on.
    mailbox.close().forEach(Session::decline);
    closeChannel();
    logOut();
  }

  /** What comes too late for the loop to heed it. */
  public static void decline(SessionEvent event) {
    if (event instanceof SessionEvent.Question question) {
      question.answer(() -> false);
    } else if (event instanceof SessionEvent.Ended(RunningTransfer ended)) {
      var _ = ended.end();
    }
  }
}
