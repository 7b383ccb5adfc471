package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.tls.CloseNotify;
import dev.longshore.ftp.user.Ascii;
import dev.longshore.ftp.user.MissingParents;
import dev.longshore.ftp.user.Network;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the FTP server, {@code longshore.*}; the storage module has its own below {@code
 * longshore.s3}. {@code docs/configuration.md} is made from the sentences here; {@link
 * SettingsCheck} holds what one key can not say alone.
 */
@ConfigMapping(prefix = "longshore")
public interface FtpConfig {

  Ftp ftp();

  Ftps ftps();

  ClientAddress clientAddress();

  TlsConfig tls();

  PassiveConfig passive();

  RelayConfig relay();

  FleetConfig fleet();

  Active active();

  Upload upload();

  Checksum checksum();

  Users users();

  Limits limits();

  Lockout lockout();

  Drain drain();

  /** The control connection. */
  interface Ftp {
    /** The address to listen on; {@code 0.0.0.0} is every address of IPv4 and IPv6. */
    @WithDefault("0.0.0.0")
    String host();

    /** The port to listen on for clients; 0 takes any free port. */
    @WithDefault("2121")
    int port();

    /**
     * What is said to whoever connects; {@code \n} begins a new line. One short line is best for
     * small devices; some clients take another server's name in it for that server.
     */
    @WithDefault("Longshore ready")
    String greeting();

    /**
     * What is said to whoever has logged in, where the users file has no {@code welcome} of the
     * user's own; {@code \n} begins a new line.
     */
    @WithDefault("Logged in")
    String welcome();

    /**
     * What {@code TYPE A} does, which is in force until a client says otherwise: {@code convert}
     * turns line ends into CRLF on the wire and back, {@code on-request} does so once the client
     * has sent {@code TYPE A}, {@code binary} accepts the command and changes nothing. The users
     * file can say it for a user.
     */
    @WithDefault("convert")
    Ascii ascii();

    /**
     * Whether STOR and MKD {@code refuse} a name whose directories are missing, or {@code make}
     * them, where the user may make directories. The users file can say it for a user.
     */
    @WithDefault("refuse")
    MissingParents missingParents();

    /**
     * What an upload over TLS is whose connection ends without TLS's own sign of the end: {@code
     * required} takes it for cut off and stores nothing, {@code optional} stores it as in clear
     * text, {@code auto} stores it unless this session's client has given that sign before.
     */
    @WithDefault("auto")
    CloseNotify closeNotify();

    /**
     * The charset of lines that are not UTF-8, such as {@code windows-1252}, and of what clients
     * are told until they show that they know UTF-8; without it such a line is refused. The users
     * file can say it for a user.
     */
    Optional<String> charset();
  }

  /** FTP over TLS where clients do not ask for it by AUTH. */
  interface Ftps {
    Implicit implicit();
  }

  /** A second port, where TLS begins before the greeting. */
  interface Implicit {
    /** Whether to listen for such clients. */
    @WithDefault("false")
    boolean enabled();

    /** The port to listen on for them; 0 takes any free port. */
    @WithDefault("2990")
    int port();

    /** As {@code longshore.ftp.close-notify}, for the clients of this port. */
    @WithDefault("auto")
    CloseNotify closeNotify();

    /** As {@code longshore.ftp.charset}, for the clients of this port. */
    Optional<String> charset();
  }

  /** Who clients are, for control and data connections alike. */
  interface ClientAddress {
    /**
     * What says from which address a client comes and which one it dialled: the {@code socket}, or
     * with {@code proxy-protocol} the PROXY header, of version 1 or 2, that every connection must
     * begin with and that only {@code longshore.client-address.trusted-proxies} may send. {@code
     * none} is for clients that are hidden behind others' addresses: data connections are then told
     * apart by the TLS session that they resume alone, and whatever goes by addresses is off.
     */
    @WithDefault("socket")
    Source source();

    /**
     * The networks of the load balancers that send PROXY headers, as {@code 10.0.0.0/8,fd00::/8};
     * with {@code proxy-protocol} whoever else connects is refused.
     */
    Optional<List<@WithConverter(NetworkConverter.class) Network>> trustedProxies();

    /** What says who clients are. */
    enum Source {
      SOCKET,
      PROXY_PROTOCOL,
      NONE;

      /** Whether an address says anything about who a client is. */
      public boolean tells() {
        return this != NONE;
      }
    }
  }

  /** Data connections that the gateway opens, for PORT and EPRT. */
  interface Active {
    /** Whether active mode is offered. */
    @WithDefault("true")
    boolean enabled();

    /** The port that such connections come from; 0 is any, 20 where the process may bind it. */
    @WithDefault("0")
    int sourcePort();
  }

  /** Uploads. */
  interface Upload {
    /**
     * How long a clear-text upload waits after its end before it is stored, for the sign that the
     * client died rather than finished.
     */
    @WithDefault("10ms")
    Duration commitGrace();
  }

  /** Checksums, for HASH, MD5, XCRC and the like, where the store does not keep them. */
  interface Checksum {
    /**
     * How many bytes of a file are read for one checksum at most; a client that asks for more is
     * refused. 0 reads none.
     */
    @WithDefault("16G")
    MemorySize maxSize();

    /**
     * How many are computed at once for all clients, half of them at most for one user or one
     * address (of IPv6 one /64); one that comes too many is told to try again.
     */
    @WithDefault("4")
    int concurrent();
  }

  /** Who may log in. */
  interface Users {
    /** The users file, YAML; required. A change of it is taken up within some seconds. */
    Optional<Path> file();

    /**
     * The target that is the home of users whom another identity provider knows, such as {@code
     * /bucket/homes/${user}}; without it they can not log in.
     */
    Optional<String> home();

    /**
     * For how long a password that was right is taken again without its hash being computed; a
     * wrong one costs what it did. 0 remembers none.
     */
    @WithDefault("5m")
    Duration remember();
  }

  /** Bounds: those for a user or an address hold over all replicas, the others for each. */
  interface Limits {
    /** How many clients may be connected at once. */
    @WithDefault("2000")
    int sessions();

    /** How many sessions one user may have, where the users file says nothing else. */
    @WithDefault("200")
    int sessionsPerUser();

    /** How many sessions may come from one address, of IPv6 from one /64. */
    @WithDefault("200")
    int sessionsPerAddress();

    /** After how many wrong passwords the connection is closed. */
    @WithDefault("3")
    int loginAttempts();

    /** How long a client may take to log in. */
    @WithDefault("60s")
    Duration loginTimeout();

    /** How many password hashes are computed at once; of those that wait, addresses take turns. */
    @WithDefault("2")
    int passwordChecks();

    /** How long a login waits for its turn before it is told to try again. */
    @WithDefault("30s")
    Duration passwordWait();

    /** How long a session may be silent with no transfer running. */
    @WithDefault("5m")
    Duration idle();

    /**
     * How long a transfer may go without a byte moving; what the client's system has taken counts,
     * where Linux says so.
     */
    @WithDefault("5m")
    Duration dataIdle();
  }

  /** What wrong passwords lead to; an address of IPv6 stands for its /64 in all of it. */
  interface Lockout {
    /**
     * After how many wrong passwords a user can not log in from the address that they came from,
     * and can from every other; a right one begins the count anew. 0 is never.
     */
    @WithDefault("10")
    int attempts();

    /**
     * After how many wrong passwords, for whatever names, nobody can log in from the address that
     * they came from. 0 is never.
     */
    @WithDefault("100")
    int attemptsOfAddress();

    /** How long that lasts, and how long after its last wrong password a count ends. */
    @WithDefault("10m")
    Duration time();

    /**
     * The longest pause before a wrong password is answered; the first is a quarter of a second,
     * each further one twice as long. 0 is none.
     */
    @WithDefault("5s")
    Duration pause();

    /** The networks whose wrong passwords lead to none of this, as {@code 10.0.0.0/8,fd00::/8}. */
    Optional<List<@WithConverter(NetworkConverter.class) Network>> trustedNetworks();
  }

  /** The end of the process, which a signal to stop begins; a further one cuts it short. */
  interface Drain {
    /**
     * How long everything goes on as before after the signal to stop, also where nobody is
     * connected: balancers still send clients for so long. A second signal ends it; 0 is not at
     * all.
     */
    @WithDefault("15s")
    Duration linger();

    /**
     * How long transfers may take to finish after that, those relayed for other replicas too, while
     * new sessions and idle ones are told 421. What has not finished is aborted, and a further
     * signal does that at once.
     */
    @WithDefault("9m")
    Duration timeout();
  }
}
