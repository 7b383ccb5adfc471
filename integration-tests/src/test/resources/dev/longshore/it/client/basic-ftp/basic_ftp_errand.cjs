// Calls of basic-ftp: host port EPSV|PASV clear|explicit|implicit certificate user password calls arguments...
const fs = require("fs");
const ftp = require("basic-ftp");
const { enterPassiveModeIPv4, enterPassiveModeIPv6 } = ftp;

const [host, port, passive, protection, certificate, user, password, calls, ...names] = process.argv.slice(2);
const client = new ftp.Client(30000);
client.prepareTransfer = passive === "PASV" ? enterPassiveModeIPv4 : enterPassiveModeIPv6;

// Its way to call a transfer off is to close everything.
function closeWhenInterrupted() {
  process.on("SIGINT", () => {
    client.close();
    process.exit();
  });
}

const errands = {
  access: () => client.pwd(),
  ensureDir: (path) => client.ensureDir(path),
  uploadFrom: (local, remote) => client.uploadFrom(local, remote),
  appendFrom: (local, remote) => client.appendFrom(local, remote),
  "appendFrom localStart": (local, remote, start) =>
    client.appendFrom(local, remote, { localStart: Number(start) }),
  downloadTo: (local, remote) => client.downloadTo(local, remote),
  "downloadTo startAt": (local, remote) => client.downloadTo(local, remote, fs.statSync(local).size),
  "downloadTo lastMod": async (local, remote) => {
    await client.downloadTo(local, remote);
    const time = await client.lastMod(remote);
    fs.utimesSync(local, time, time);
  },
  "uploadFrom close": (remote) => {
    closeWhenInterrupted();
    return client.uploadFrom(process.stdin, remote);
  },
  "downloadTo close": (remote) => {
    closeWhenInterrupted();
    return client.downloadTo(process.stdout, remote);
  },
  uploadFromDir: (local, remote) => client.uploadFromDir(local, remote),
  downloadToDir: (local, remote) => client.downloadToDir(local, remote),
  rename: (from, to) => client.rename(from, to),
  list: async (path) => (await client.list(path)).forEach((entry) => console.log(entry.name)),
  remove: (path) => client.remove(path),
  removeEmptyDir: (path) => client.removeEmptyDir(path),
};

(async () => {
  await client.access({
    host,
    port: Number(port),
    user,
    password,
    secure: { clear: false, explicit: true, implicit: "implicit" }[protection],
    secureOptions: { ca: fs.readFileSync(certificate) },
  });
  await errands[calls](...names);
  client.close();
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
