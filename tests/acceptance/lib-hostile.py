"""Makes repositories as somebody would who knows the password and means harm, and lets every verb loose on them.

Called by hostile-repositories: lib-hostile.py ARCHIVIST FOLDER. Written from the format's description alone, with nothing of Archivist's in it.
"""
import base64, concurrent.futures, hashlib, json, os, re, shutil, struct, subprocess, sys, time

sys.dont_write_bytecode = True
from lib_sealed import seal, sha

PROGRAM, WORK = sys.argv[1], os.path.abspath(sys.argv[2])
PASSWORD = b"a passphrase of several words"
LIMIT_SECONDS, LIMIT_KIB = 60, 900 * 1024
CAN_MOUNT = os.getuid() == 0 and os.path.exists("/dev/fuse") and shutil.which("fusermount3")


def zeros_frame(length, announced=None):
    """A Zstandard frame of RLE blocks: 4 bytes for each 128 KiB. With no size, or with the announced one."""
    head = b"\x28\xb5\x2f\xfd" + (b"\x00\x58" if announced is None else b"\xc0\x58" + struct.pack("<Q", announced))
    body = bytearray()
    while length:
        part = min(length, 128 * 1024)
        length -= part
        body += ((part << 3) | 2 | (length == 0)).to_bytes(3, "little") + b"\0"
    return head + bytes(body)


class Repository:
    def __init__(self, folder):
        self.folder, self.blobs, self.pack, self.offset = folder, [], b"", 0
        os.makedirs(folder)
        for kind in ("data", "index", "keys", "locks", "snapshots"):
            os.mkdir(f"{folder}/{kind}")
        self.key = os.urandom(64)
        self.write_key(1024, 8, 1)
        self.write_config()

    def write_config(self, **changes):
        config = {"version": 2, "id": sha(os.urandom(9)), "chunker_polynomial": "25b468838dcb75"} | changes
        self.raw("config", seal(self.key, json.dumps(config).encode()))

    def write_key(self, n, r, p, **changes):
        salt = os.urandom(64)
        own = hashlib.scrypt(PASSWORD, salt=salt, n=n, r=r, p=p, dklen=64, maxmem=1 << 30) if n <= 32768 and n > 1 and r else os.urandom(64)
        b64 = lambda part: base64.b64encode(part).decode()
        master = {"mac": {"k": b64(self.key[32:48]), "r": b64(self.key[48:])}, "encrypt": b64(self.key[:32])}
        document = {"hostname": "h", "username": "u", "kdf": "scrypt", "N": n, "r": r, "p": p, "created": "2020-01-01T00:00:00Z",
                    "salt": b64(salt), "data": b64(seal(own, json.dumps(master).encode()))} | changes
        content = json.dumps(document).encode()
        self.raw(f"keys/{sha(content)}", content)

    def raw(self, path, content):
        os.makedirs(os.path.dirname(f"{self.folder}/{path}"), exist_ok=True)
        with open(f"{self.folder}/{path}", "wb") as file:
            file.write(content)

    def put(self, kind, text):
        sealed = seal(self.key, text if isinstance(text, bytes) else json.dumps(text).encode())
        self.raw(f"{kind}/{sha(sealed)}", sealed)
        return sha(sealed)

    def blob(self, type_, content, stored=None, claims=0, **changes):
        """stored: what lies in the pack instead, as a compressed blob of the claimed length."""
        sealed = seal(self.key, content if stored is None else stored)
        entry = {"id": sha(content), "type": type_, "offset": self.offset, "length": len(sealed)}
        if stored is not None:
            entry["uncompressed_length"] = claims
        self.pack += sealed
        self.offset += len(sealed)
        self.blobs.append(entry | changes)
        return entry["id"]

    def data(self, content):
        return self.blob("data", content)

    def tree(self, *nodes):
        return self.blob("tree", json.dumps({"nodes": list(nodes)}).encode() + b"\n")

    def close(self, root=None, snapshot=None, header=None, index=None, length=None):
        """Ends the pack, and writes the index and a snapshot."""
        if header is None:
            header = b""
            for blob in self.blobs:
                plain = blob.get("uncompressed_length")
                kind = (1 if blob["type"] == "tree" else 0) | (0 if plain is None else 2)
                header += struct.pack("<BI", kind, blob["length"] & 0xFFFFFFFF) + (b"" if plain is None else struct.pack("<I", plain & 0xFFFFFFFF)) + bytes.fromhex(blob["id"])
        sealed = seal(self.key, header)
        pack = self.pack + sealed + struct.pack("<I", len(sealed) if length is None else length)
        self.raw(f"data/{sha(pack)[:2]}/{sha(pack)}", pack)
        self.put("index", index(sha(pack)) if index else {"packs": [{"id": sha(pack), "blobs": self.blobs}]})
        if root:
            self.put("snapshots", {"time": "2020-01-01T00:00:00Z", "tree": root, "paths": ["/x"], "hostname": "h"} | (snapshot or {}))


def node(name, type_="file", **fields):
    base = {"name": name, "type": type_, "mode": 420 | (0x80000000 if type_ == "dir" else 0), "mtime": "2020-01-01T00:00:00Z", "atime": "2020-01-01T00:00:00Z",
            "ctime": "2020-01-01T00:00:00Z", "uid": 0, "gid": 0, "content": [] if type_ == "file" else None}
    return base | fields


def of_nodes(*nodes):
    return lambda repository: repository.close(repository.tree(*nodes))


def with_content(make):
    def build(repository):
        piece = repository.data(b"honest content")
        repository.close(repository.tree(*make(repository, piece)))
    return build


def raw_tree(content):
    return lambda repository: repository.close(repository.blob("tree", content))


def exponential(repository, levels=60, file=True):
    below = repository.tree(*([node("f")] if file else []))
    for _ in range(levels):
        below = repository.tree(node("a", "dir", subtree=below), node("b", "dir", subtree=below))
    repository.close(below)


def deep(levels):
    def build(repository):
        below = repository.tree(node("f"))
        for _ in range(levels):
            below = repository.tree(node("d", "dir", subtree=below))
        repository.close(below)
    return build


def through_link(repository):
    inner = repository.tree(node("evil"))
    repository.close(repository.tree(node("x", "symlink", linktarget=f"{WORK}/outside"), node("x", "dir", subtree=inner)))


def other_content(repository):
    one, two = repository.data(b"one"), repository.data(b"two")
    same = {"links": 2, "inode": 7, "device_id": 7, "size": 3}
    repository.close(repository.tree(node("a", content=[one], **same), node("b", content=[two], **same)))


def bomb(claims, stored, type_="data"):
    def build(repository):
        piece = repository.blob(type_, bytes(1000), stored=stored, claims=claims)
        repository.close(piece if type_ == "tree" else repository.tree(node("f", content=[piece], size=claims)))
    return build


def envelope(kind, content):
    def build(repository):
        repository.close(repository.tree(node("f")))
        repository.put(kind, content)
    return build


def index_entry(**changes):
    def build(repository):
        piece = repository.blob("data", b"honest content", **changes)
        header = b"".join(struct.pack("<BI", 0, 14 + 32) + bytes.fromhex(b["id"]) for b in repository.blobs[:1])
        repository.close(repository.tree(node("f", content=[piece], size=14)), header=header)
    return build


def snapshot(**fields):
    return lambda repository: repository.close(repository.tree(node("f")), snapshot=fields)


def header_length(length):
    return lambda repository: repository.close(repository.tree(node("f")), length=length)


def header(content):
    return lambda repository: repository.close(repository.tree(node("f")), header=content)


def key(n, r, p, alone=True, **changes):
    def build(repository):
        repository.close(repository.tree(node("f")))
        if alone:
            shutil.rmtree(f"{repository.folder}/keys")
        repository.write_key(n, r, p, **changes)
    return build


def config(**changes):
    def build(repository):
        repository.close(repository.tree(node("f")))
        repository.write_config(**changes)
    return build


NESTED = b"[" * 100000 + b"]" * 100000
GIB = 1 << 30
HARMLESS, BAD = False, True
# name: what is wrong, whether check must find it
CASES = {
    "honest": (of_nodes(node("f")), HARMLESS),
    "a backslash in a name": (of_nodes(node("a\\\\b")), HARMLESS),
    **{f"the name {name!r}": (of_nodes(node(name)), BAD) for name in ("..", ".", "", "a/b", "/", "/etc/evil", "a\\x00b", "../evil", "\\x2e\\x2e")},
    **{f"the folder {name!r}": (with_content(lambda r, p, name=name: [node(name, "dir", subtree=r.tree(node("evil", content=[p], size=14)))]), BAD)
       for name in ("..", "../..", "/tmp")},
    "two entries of one name": (with_content(lambda r, p: [node("x", content=[p], size=14), node("x")]), BAD),
    "a link and a folder of one name": (through_link, BAD),
    "a link to a name with a zero byte": (of_nodes(node("l", "symlink", linktarget="a\0b")), HARMLESS),
    "a link to nowhere": (of_nodes(node("l", "symlink")), HARMLESS),
    "one inode with two contents": (other_content, HARMLESS),
    "a size of 2^64 - 1": (of_nodes(node("f", size=(1 << 64) - 1)), BAD),
    "a size of 2^63": (of_nodes(node("f", size=1 << 63)), BAD),
    "a size of 2^62": (with_content(lambda r, p: [node("f", content=[p], size=1 << 62)]), BAD),
    "a size of 2^64": (of_nodes(node("f", size=1 << 64)), BAD),
    "a file with a tree": (with_content(lambda r, p: [node("f", subtree=r.tree(node("g")))]), BAD),
    "a link with a tree": (with_content(lambda r, p: [node("f", "symlink", linktarget="/", subtree=r.tree(node("g")))]), BAD),
    "a folder with content": (with_content(lambda r, p: [node("d", "dir", subtree=r.tree(), content=[p])]), BAD),
    "a folder without a tree": (of_nodes(node("d", "dir")), BAD),
    "a tree that is data": (with_content(lambda r, p: [node("d", "dir", subtree=p)]), BAD),
    "content that is a tree": (with_content(lambda r, p: [node("f", content=[r.tree()], size=13)]), BAD),
    "an unknown type": (of_nodes(node("f", "doom")), BAD),
    "an irregular file": (of_nodes(node("f", "irregular", mode=524708)), BAD),
    "no type": (of_nodes(node("f", "")), BAD),
    "a type of 100,000 letters": (of_nodes(node("f", "\x1b[2J/../" * 12500)), BAD),
    "a type of null": (of_nodes(node("f", None)), BAD),
    "an unknown type with a tree and content": (with_content(lambda r, p: [node("..", "doom", subtree=r.tree(node("g")), content=[p]), node("f", "doom", subtree=r.tree(node("..")))]), BAD),
    "a node without a name": (of_nodes({"type": "file"}), BAD),
    "a time that is none": (of_nodes(node("f", mtime="tomorrow")), BAD),
    "times at both ends": (of_nodes(node("f", mtime="0001-01-01T00:00:00+23:59"), node("g", mtime="9999-12-31T23:59:59.999999999-23:59")), HARMLESS),
    "a negative mode": (of_nodes(node("f", mode=-1)), BAD),
    "devices with hostile numbers": (of_nodes(node("c", "chardev", device=(1 << 64) - 1), node("d", "dev", device=1 << 63), node("p", "fifo"), node("s", "socket")), HARMLESS),
    "attributes with hostile names": (of_nodes(node("f", extended_attributes=[{"name": "", "value": ""}, {"name": "user." + "x" * 4000, "value": "AAAA"}, {"name": "nonsense", "value": None}])), HARMLESS),
    "an attribute that is not base64": (of_nodes(node("f", extended_attributes=[{"name": "user.a", "value": "?"}])), BAD),
    "an id of 63 digits": (of_nodes(node("f", content=["0" * 63])), BAD),
    "a piece that is nowhere": (of_nodes(node("f", content=["0" * 64], size=10)), BAD),
    "an escape that is none": (of_nodes(node("a\\q")), BAD),
    "half of a surrogate pair": (raw_tree(b'{"nodes":[{"name":"\\ud800","type":"file"}]}'), BAD),
    "JSON nested 100,000 deep": (raw_tree(b'{"nodes":[{"name":"f","type":"file","generic_attributes":' + NESTED + b"}]}"), BAD),
    "a tree that ends early": (raw_tree(b'{"nodes":[{"name":"f"'), BAD),
    "a tree of null": (raw_tree(b"null"), BAD),
    "a number among the nodes": (raw_tree(b'{"nodes":[7,{"name":"f","type":"file"}]}'), BAD),
    "a number among the pieces": (of_nodes(node("f", content=[7])), BAD),
    "two trees in one blob": (raw_tree(b'{"nodes":[]}{"nodes":[]}'), BAD),
    "an empty tree blob": (raw_tree(b""), BAD),
    "2^60 paths": (exponential, HARMLESS),
    "2^60 folders": (lambda r: exponential(r, 60, False), HARMLESS),
    "3,000 folders deep": (deep(3000), HARMLESS),
    "20,000 folders deep": (deep(20000), HARMLESS),
    "a bomb without a size": (bomb(1000, zeros_frame(2 * GIB)), BAD),
    "a bomb with a lying size": (bomb(1000, zeros_frame(2 * GIB, 1000)), BAD),
    "a bomb that claims 2^32 - 1": (bomb(0xFFFFFFFF, zeros_frame(2 * GIB, 0xFFFFFFFF)), BAD),
    "a bomb that claims 256 MiB": (bomb(256 << 20, zeros_frame(256 << 20)), BAD),
    "a tree that is a bomb": (bomb(0xFFFFFFFF, zeros_frame(2 * GIB), "tree"), BAD),
    "a frame that is none": (bomb(1000, b"no frame"), BAD),
    "an empty frame": (bomb(1000, b""), BAD),
    "an index that is a bomb": (envelope("index", b"\2" + zeros_frame(4 * GIB)), BAD),
    "an index with a lying size": (envelope("index", b"\2" + zeros_frame(4 * GIB, 5)), BAD),
    "an index that announces 2^63": (envelope("index", b"\2" + zeros_frame(1 << 20, 1 << 63)), BAD),
    "an index of JSON nested deep": (envelope("index", b'{"packs":' + NESTED + b"}"), BAD),
    "an index of null": (envelope("index", b"null"), BAD),
    "an index without bytes": (envelope("index", b""), BAD),
    "a snapshot that is a bomb": (envelope("snapshots", b"\2" + zeros_frame(4 * GIB)), BAD),
    "a snapshot of null": (envelope("snapshots", b"null"), BAD),
    "a snapshot of JSON nested deep": (envelope("snapshots", b'{"x":' + NESTED + b"}"), BAD),
    "a lock that is a bomb": (envelope("locks", b"\2" + zeros_frame(4 * GIB)), HARMLESS),
    "a lock of a list": (envelope("locks", b"[1]"), HARMLESS),
    "an index with a length of 2^32 - 1": (index_entry(length=0xFFFFFFFF), BAD),
    "an index with a length of 2^31": (index_entry(length=1 << 31), BAD),
    "an index with a length of 2^64": (index_entry(length=1 << 64), BAD),
    "an index with a length of 200 MB": (index_entry(length=200 << 20), BAD),
    "an index with a length of 3": (index_entry(length=3), BAD),
    "an index with an offset of 2^32 - 1": (index_entry(offset=0xFFFFFFFF), BAD),
    "an index with a negative offset": (index_entry(offset=-1), BAD),
    "an index that says compressed, 2^32 - 1": (index_entry(uncompressed_length=0xFFFFFFFF), BAD),
    "a header length of 2^32 - 1": (header_length(0xFFFFFFFF), BAD),
    "a header length of 2^31": (header_length(1 << 31), BAD),
    "a header length of 0": (header_length(0), BAD),
    "a header that counts a million blobs": (header(bytes(37) * 300000), BAD),
    "a header with lengths of 2^32 - 1": (header(struct.pack("<BI", 0, 0xFFFFFFFF) + bytes(32)), BAD),
    "a header with a half entry": (header(bytes(11)), BAD),
    "a snapshot before all time": (snapshot(time="0001-01-01T00:00:00+14:00"), HARMLESS),
    "a snapshot after all time": (snapshot(time="9999-12-31T23:59:59.999999999-14:00"), HARMLESS),
    "a snapshot with an offset of 99 hours": (snapshot(time="2020-01-01T00:00:00+99:99"), HARMLESS),
    "a snapshot without a time": (snapshot(time=None), BAD),
    "a snapshot with paths of null": (snapshot(paths=[None]), BAD),
    "a snapshot with tags of null": (snapshot(tags=[None, "a"]), BAD),
    "a snapshot of another type": (snapshot(paths="text"), BAD),
    "a snapshot with control characters": (snapshot(hostname="\x1b[2J\x07", username="../..", tags=["../../evil", "/"], paths=["", "/", "\n"]), HARMLESS),
    "a snapshot whose tree is nowhere": (snapshot(tree="0" * 64), BAD),
    "a snapshot whose tree is no id": (snapshot(tree="zz"), BAD),
    "a key that costs 2^40": (key(1 << 40, 8, 1), BAD),
    "a key that takes 64 GiB": (key(1 << 24, 32, 1), BAD),
    "a key with N = 1": (key(1, 8, 1), BAD),
    "a key with p = 2^30": (key(1 << 20, 1, 1 << 30), BAD),
    "a key without a salt": (key(1 << 40, 8, 1, salt=""), BAD),
    "a hostile key beside a good one": (key(1 << 40, 8, 1, alone=False), HARMLESS),
    "a polynomial of 0": (config(chunker_polynomial="0"), BAD),
    "a polynomial of degree 63": (config(chunker_polynomial="f" * 16), BAD),
    "a polynomial of degree 16": (config(chunker_polynomial="1002d"), BAD),
    "a polynomial that is text": (config(chunker_polynomial="doom"), BAD),
    "version 3": (config(version=3), BAD),
    "version -1": (config(version=-1), BAD),
}
ALLOWED = {0, 1, 3, 4, 6, 12, 13}
# What is not there to be included or found is a word too.
USAGE = {2}


def verbs(folder):
    own = ["--repo", f"{folder}/repo"]
    return {
        "check": ["check", *own, "--read-data"],
        "snapshots": ["snapshots", *own],
        "ls": ["ls", "latest", *own, "--long"],
        "find": ["find", *own, "no-such-name"],
        "restore": ["restore", "latest", *own, "--target", f"{folder}/in/deep/target", "--verify"],
        "delta": ["restore", "latest", *own, "--target", f"{folder}/in/deep/target", "--delta"],
        "include": ["restore", "latest", *own, "--target", f"{folder}/in/deep/second", "--include", "**/f"],
        "tar": ["dump", "latest", "/", *own],
        "stats": ["stats", *own],
        "raw": ["stats", *own, "--mode", "raw-data"],
        "contents": ["stats", *own, "--mode", "files-by-contents"],
        "diff": ["diff", *own, "latest", "HONEST"],
        "forget": ["forget", *own, "--keep-within", "5y", "--keep-weekly", "3", "--dry-run"],
        "copy": ["copy", "--from-repo", f"{folder}/repo", "--from-password-file", f"{WORK}/password", "--repo", f"{folder}/copy"],
        "snapshots of damage": ["repair", "snapshots", *own, "--dry-run"],
        "index of damage": ["repair", "index", *own, "--read-all-packs", "--dry-run"],
        "prune": ["prune", *own, "--max-unused", "0"],
        "snapshot": ["snapshot", *own, f"{WORK}/small"],
        "mount": ["mount", *own, f"{folder}/mounted"],
    }


def spend(command, seconds=3):
    """Lets a command of the system look around for so long at most; what it finds does not matter here."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def walk(folder, process):
    """Looks at everything below a mount and reads some of it, for a few seconds, then unmounts. False when the program ended before it had mounted."""
    deadline = time.monotonic() + LIMIT_SECONDS / 2
    while not os.path.ismount(folder):
        if time.monotonic() > deadline or os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return False
        time.sleep(0.01)
    spend(["find", folder, "-maxdepth", "3", "-ls"])
    spend(["find", f"{folder}/ids", "-printf", "%p %l %s %m %T+"])
    spend(["find", f"{folder}/ids", "-maxdepth", "6", "-type", "f", "-exec", "head", "-c", "1000000", "{}", "+"])
    spend(["sh", "-c", 'find "$1" -maxdepth 4 -exec getfattr -h -d -m - {} +', "sh", f"{folder}/ids"])
    spend(["fusermount3", "-u", "-z", folder], 10)
    return True


def run(arguments, meanwhile=None):
    """Exit code, the last of what it said, seconds, peak memory in KiB."""
    started = time.monotonic()
    with open(f"{WORK}/said-{os.getpid()}-{id(arguments)}", "w+b") as said:
        process = subprocess.Popen([PROGRAM, *arguments, "--password-file", f"{WORK}/password"], stdout=said, stderr=said, stdin=subprocess.DEVNULL)
        try:
            if meanwhile:
                meanwhile(process)
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() - started > LIMIT_SECONDS:
                    said.seek(0)
                    # What removes objects watches a damaged lock for ten minutes, says so, and ends when it is told to.
                    if b"watching it for" in said.read():
                        process.terminate()
                        return {130: 0}.get(process.wait(3), "no end"), "watched", LIMIT_SECONDS, 0
                    process.kill()
                    os.wait4(process.pid, 0)
                    return "no end", "", LIMIT_SECONDS, 0
                time.sleep(0.01)
        finally:
            process.returncode = 0
            os.unlink(said.name)
        said.seek(max(0, said.seek(0, 2) - 20000))
        text = said.read().decode(errors="replace")
    return os.waitstatus_to_exitcode(status), text, time.monotonic() - started, usage.ru_maxrss


def try_case(number, name):
    build, is_bad = CASES[name]
    folder = f"{WORK}/{number}"
    os.makedirs(f"{folder}/in/deep")
    repository = Repository(f"{folder}/repo")
    build(repository)
    shutil.copytree(f"{WORK}/empty", f"{folder}/copy")
    complaints, tried = [], 0
    honest = None
    every = [item for item in verbs(folder).items() if item[0] != "mount" or CAN_MOUNT]
    if os.environ.get("VERB"):
        every = [item for item in every if item[0] == os.environ["VERB"]]
    elif not os.environ.get("LONG"):
        # check, ls and restore meet every repository, of the others each meets one in five.
        every = [item for place, item in enumerate(every) if item[0] in ("check", "ls", "restore") or (place + number) % 5 == 0]
    for verb, arguments in every:
        if verb == "diff":
            # Compared with a snapshot of the same repository that holds next to nothing.
            piece = Repository.__new__(Repository)
            piece.__dict__ |= {"folder": repository.folder, "key": repository.key, "blobs": [], "pack": b"", "offset": 0}
            root = piece.tree(node("f"), node("honest"))
            piece.close(root, snapshot={"time": "1990-01-01T00:00:00Z", "hostname": "honest"})
            honest = [s for s in os.listdir(f"{folder}/repo/snapshots")][-1]
            arguments = [honest if word == "HONEST" else word for word in arguments]
            arguments[arguments.index("latest")] = [s for s in os.listdir(f"{folder}/repo/snapshots")][0]
        meanwhile = None
        if verb == "mount":
            os.makedirs(f"{folder}/mounted", exist_ok=True)
            walked = []
            meanwhile = lambda process: walked.append(walk(f"{folder}/mounted", process))
        code, text, seconds, memory = run(arguments, meanwhile)
        if meanwhile and code == 0 and walked != [True]:
            complaints.append(f"{name}: mount ended with 0 and had mounted nothing")
        if os.path.ismount(f"{folder}/mounted"):
            complaints.append(f"{name}: mount: still mounted after its end")
            subprocess.run(["fusermount3", "-u", "-z", f"{folder}/mounted"], check=False)
        tried += 1
        # ls and dump end with the archive's own size where nothing is wrong; the rest must be a clean word.
        if code not in ALLOWED and not (code in USAGE and "Unhandled" not in text and text.strip()):
            complaints.append(f"{name}: {verb}: exit {code}: {text[-1500:]}")
        elif re.search(r"Unhandled exception|^   at Archivist|System\.[A-Z]\w+Exception", text, re.M):
            complaints.append(f"{name}: {verb}: exit {code} with an exception's text: {text[-1500:]}")
        elif code != 0 and not text.strip():
            complaints.append(f"{name}: {verb}: exit {code} without a word")
        elif memory > LIMIT_KIB:
            complaints.append(f"{name}: {verb}: {memory // 1024} MiB of memory")
        if verb == "check" and is_bad != (code != 0) and not (is_bad is HARMLESS and code == 4):
            complaints.append(f"{name}: check ended with {code}: {text[-600:]}")
        if os.environ.get("SHOW"):
            print(f"{name:45} {verb:20} {code:>4} {seconds:6.2f} s {memory // 1024:5} MiB {text.strip().splitlines()[-1][:150] if text.strip() else ''}", flush=True)
    strangers = set(os.listdir(folder)) - {"repo", "in", "copy", "mounted"} | set(os.listdir(f"{folder}/in")) - {"deep"} | set(os.listdir(f"{folder}/in/deep")) - {"target", "second"}
    if strangers:
        complaints.append(f"{name}: something was written outside the target: {strangers}")
    # Deeper than Python's own recursion goes.
    subprocess.run(["rm", "-rf", folder], check=False)
    return tried, complaints


def main():
    wanted = [name for name in CASES if os.environ.get("CASE", "") in name][int(os.environ.get("FROM", "0")) :: int(os.environ.get("EVERY", "1"))]
    os.makedirs(f"{WORK}/outside", exist_ok=True)
    os.makedirs(f"{WORK}/small")
    with open(f"{WORK}/small/file", "w") as file:
        file.write("small")
    with open(f"{WORK}/password", "wb") as file:
        file.write(PASSWORD + b"\n")
    Repository(f"{WORK}/empty")
    tried, complaints = 0, []
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for count, found in pool.map(try_case, range(len(wanted)), wanted):
            tried += count
            complaints += found
    if os.listdir(f"{WORK}/outside") or os.path.exists("/etc/evil") or os.path.exists("/tmp/evil"):
        complaints.append("something was written outside the target")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    print(f"{len(wanted)} hostile repositories, {tried} command lines{'' if CAN_MOUNT else ' without mount'}: {'every one ended with a clear word' if not complaints else f'{len(complaints)} COMPLAINTS'}")
    return 1 if complaints else 0


sys.exit(main())
